import type { DiscreteSpace, FiniteModel, ModelAgent, ModelLabels, SparseRows } from '@pomdp-gym/contracts';
import { ROW_SUM_TOLERANCE } from '@pomdp-gym/models';
import { rowSums, sparseRows } from '@pomdp-gym/numerics';
import type { DiagnosticCollector, Passage } from '../diagnostic-collector.js';

/**
 * What a `FiniteModel` holds and the `.POMDP` format has no words for. It is written as comments, one a line, which other
 * readers pass over: `#@pomdp-gym <key> <JSON>`.
 */
export interface Annotations {
  readonly labels: ModelLabels;
  readonly terminal?: Uint8Array;
  readonly initialObservationTable?: SparseRows;
  readonly agents?: readonly ModelAgent[];
}

/** What a comment that is meant for this reader begins with. */
export const ANNOTATION = '#@pomdp-gym ';

export interface ModelSizes {
  readonly states: number;
  readonly actions: number;
  readonly observations: number;
}

/** Reads the annotations among the comments that begin at these offsets. */
export function readAnnotations(
  bytes: Uint8Array,
  offsets: readonly number[],
  sizes: ModelSizes,
  diagnostics: DiagnosticCollector,
): Annotations {
  const lines = offsets.map((begin) => {
    const lineEnd = bytes.indexOf(10, begin);
    const end = lineEnd < 0 ? bytes.length : lineEnd;
    return { where: { begin, end }, line: new TextDecoder().decode(bytes.subarray(begin, end)) };
  });
  return readAnnotationLines(lines, sizes, diagnostics);
}

/** Reads the annotations among comments, each with its place. */
export function readAnnotationLines(
  lines: readonly { readonly where: Passage; readonly line: string }[],
  sizes: ModelSizes,
  diagnostics: DiagnosticCollector,
): Annotations {
  let found: Annotations = { labels: {} };
  const keys = new Set<string>();
  for (const { where, line } of lines) {
    if (!line.startsWith(ANNOTATION)) continue;
    const text = line.slice(ANNOTATION.length);
    const repeated = repeatedKey(text, keys);
    const part = repeated === undefined ? readAnnotation(text, sizes) : undefined;
    if (repeated !== undefined)
      diagnostics.error('repeated', where, `\`#@pomdp-gym ${repeated}\` is given a second time.`);
    else if (part) found = { ...found, ...part, labels: { ...found.labels, ...part.labels } };
    else diagnostics.error('syntax', where, 'This `#@pomdp-gym` comment does not fit the model.');
  }
  return found;
}

/** Notes the key of an annotation; returns it where it was noted before. */
export function repeatedKey(text: string, keys: Set<string>): string | undefined {
  const [key = ''] = text.trim().split(/\s/, 1);
  if (keys.has(key)) return key;
  keys.add(key);
  return undefined;
}

/** Reads what follows the mark: `<key> <JSON>`; undefined where it does not fit a model of these sizes. */
export function readAnnotation(text: string, sizes: ModelSizes): Partial<Annotations> | undefined {
  const [, key = '', json = ''] = /^(\S+) (.*)$/.exec(text.trim()) ?? [];
  const value = parseJson(json);
  if (key === 'terminal') return readTerminal(value, sizes.states);
  if (key === 'initial-observations') return readInitial(value, sizes);
  if (key === 'state-labels') return readLabels('states', value, sizes);
  if (key === 'action-labels') return readLabels('actions', value, sizes);
  if (key === 'observation-labels') return readLabels('observations', value, sizes);
  if (key === 'agents') return readAgents(value, sizes);
  return undefined;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The states that end an episode. */
function readTerminal(value: unknown, states: number): Partial<Annotations> | undefined {
  if (!Array.isArray(value) || !value.every((state) => isIndex(state, states))) return undefined;
  const terminal = new Uint8Array(states);
  for (const state of value) terminal[state] = 1;
  return { terminal };
}

/** Entries [state, observation, probability]. */
function readInitial(value: unknown, { states, observations }: ModelSizes): Partial<Annotations> | undefined {
  if (!Array.isArray(value)) return undefined;
  const rows = new Map<number, [number, number][]>();
  for (const entry of value as unknown[]) {
    if (!Array.isArray(entry) || entry.length !== 3) return undefined;
    const [state, observation, probability] = entry as unknown[];
    if (!isIndex(state, states) || !isIndex(observation, observations)) return undefined;
    if (typeof probability !== 'number' || !(probability >= 0)) return undefined;
    const row = rows.get(state);
    if (row) row.push([observation, probability]);
    else rows.set(state, [[observation, probability]]);
  }
  const initialObservationTable = sparseRows(states, observations, (state) => rows.get(state) ?? []);
  const sound = rowSums(initialObservationTable).every((sum) => Math.abs(sum - 1) <= ROW_SUM_TOLERANCE);
  return sound ? { initialObservationTable } : undefined;
}

function readLabels(
  space: keyof ModelSizes,
  value: unknown,
  sizes: ModelSizes,
): Partial<Annotations> | undefined {
  const fits = Array.isArray(value) && value.length === sizes[space];
  return fits && value.every((label) => typeof label === 'string')
    ? { labels: { [space]: value } }
    : undefined;
}

/** For each agent its name or null, then its actions and its observations: a count or names. */
function readAgents(value: unknown, sizes: ModelSizes): Partial<Annotations> | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const agents: ModelAgent[] = [];
  for (const entry of value as unknown[]) {
    const [name, actions, observations] = Array.isArray(entry) ? (entry as unknown[]) : [];
    const [done, seen] = [readSpace(actions), readSpace(observations)];
    if (!done || !seen || !(name === null || typeof name === 'string')) return undefined;
    agents.push({ ...(name !== null && { name }), actions: done, observations: seen });
  }
  const product = (part: 'actions' | 'observations') =>
    agents.reduce((size, agent) => size * agent[part].size, 1);
  const fits = product('actions') === sizes.actions && product('observations') === sizes.observations;
  return fits ? { agents } : undefined;
}

function readSpace(value: unknown): DiscreteSpace | undefined {
  if (Array.isArray(value) && value.length > 0 && value.every((label) => typeof label === 'string'))
    return { kind: 'discrete', size: value.length, labels: value };
  const counted = typeof value === 'number' && Number.isInteger(value) && value >= 1;
  return counted ? { kind: 'discrete', size: value } : undefined;
}

function isIndex(value: unknown, size: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < size;
}

/** The parts of a model that annotations are made of. */
type AnnotatedModel = Pick<FiniteModel, 'labels' | 'terminal' | 'initialObservationTable'> & {
  readonly agents?: readonly ModelAgent[] | undefined;
};

/** The annotations of a model, `<key> <JSON>` each: its labels where they are to be written so, ends, first observations. */
export function annotate(
  { labels, terminal, initialObservationTable, agents }: AnnotatedModel,
  apart: (labels: readonly string[] | undefined, part: keyof ModelSizes) => boolean,
): string[] {
  const found: string[] = [];
  const add = (key: string, value: unknown) => found.push(`${key} ${JSON.stringify(value)}`);
  if (apart(labels.states, 'states')) add('state-labels', labels.states);
  if (apart(labels.actions, 'actions')) add('action-labels', labels.actions);
  if (apart(labels.observations, 'observations')) add('observation-labels', labels.observations);
  if (terminal) {
    const ends = [...terminal.keys()].filter((state) => terminal[state] === 1);
    add('terminal', ends);
  }
  if (initialObservationTable) add('initial-observations', entriesOf(initialObservationTable));
  if (agents)
    add(
      'agents',
      agents.map(({ name, actions, observations }) => [
        name ?? null,
        ...[actions, observations].map(spaceWritten),
      ]),
    );
  return found;
}

function spaceWritten({ size, labels }: DiscreteSpace): number | readonly string[] {
  return labels ?? size;
}

function entriesOf({ rows, offsets, indices, values }: SparseRows): number[][] {
  const entries: number[][] = [];
  for (let row = 0; row < rows; row++) {
    for (let k = offsets[row]!; k < offsets[row + 1]!; k++) entries.push([row, indices[k]!, values[k]!]);
  }
  return entries;
}
