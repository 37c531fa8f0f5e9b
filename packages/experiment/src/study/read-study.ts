import { InputError, shortened } from '@pomdp-gym/contracts';
import { type Document, isMap, isScalar, LineCounter } from 'yaml';
import type { Study } from './study.js';
import { type ExpandedStudy, expandSweeps } from './expand-sweeps.js';
import { studySchema, writesSpread } from './study-schema.js';
import { valueFault, yamlDocument, yamlFault } from './yaml-document.js';

/** The most characters of a text that a sentence quotes. */
const LONGEST_QUOTE = 80;

/** Where something that was read is written: `study.yaml:7:3`, or a name where there is no file. */
export type Place = (path: readonly PropertyKey[]) => string;

/** A study, and where each of its parts is written. */
export interface WrittenStudy {
  readonly study: Study;
  readonly place: Place;
  /** What a person should change in the file, one sentence each. */
  readonly warnings: readonly string[];
  /** The names of the agents that each sweep of an agent made, by what the agent is called. */
  readonly families: ReadonlyMap<string, readonly string[]>;
}

type Issue = ExpandedStudy['issues'][number];

/**
 * Reads a study from YAML (of which JSON is a part).
 * @param file how messages name it. They give line and column, counted from one.
 */
export function readStudy(text: string, file: string): WrittenStudy {
  const lines = new LineCounter();
  const document = parsed(text, file, lines);
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const fault = yamlFault(document);
  if (fault) throw new InputError(`${at(fault.offset)}: ${fault.phrase}.`);
  const written = valueOf(document, file);
  const expanded = expandSweeps(written);
  const place: Place = (path) => at(offsetOf(document, path));
  return {
    study: parseExpanded(expanded, written, place),
    place: (path) => place(expanded.originOf(path)),
    warnings: warningsOf(written, place),
    families: expanded.families,
  };
}

/** One sentence if agents are written under the earlier name of an option, at the place of the first. */
function warningsOf(written: unknown, place: Place): string[] {
  const agents: unknown =
    typeof written === 'object' && written !== null && 'agents' in written ? written.agents : [];
  if (!Array.isArray(agents)) return [];
  const first = agents.findIndex(
    (agent: unknown) =>
      typeof agent === 'object' && agent !== null && 'start' in agent && writesSpread(agent.start),
  );
  if (first < 0) return [];
  const at = place(['agents', first, 'start', 'spread']);
  return [`${at}: spread is now called initialScale. It still works; docs/renames.md lists all renames.`];
}

/** Reads a study from plain values: from flags, say. */
export function parseStudy(written: unknown, place?: Place): Study {
  return parseExpanded(expandSweeps(written), written, place);
}

/** Refuses everything that is wrong at once, a line for each. */
function parseExpanded(expanded: ExpandedStudy, written: unknown, place: Place | undefined): Study {
  const { data, error } = studySchema.safeParse(expanded.written);
  if (!error && expanded.issues.length === 0) return data;
  const own = (error?.issues ?? []).map((issue) => ({ ...issue, path: expanded.originOf(issue.path) }));
  const lines = [...expanded.issues, ...own].map((issue) => sentence(issue, written, place));
  throw new InputError([...new Set(lines)].join('\n'));
}

function parsed(text: string, file: string, lines: LineCounter): Document {
  try {
    return yamlDocument(text, lines);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(`${file}:1:1: This is not valid YAML. Its lists nest too deep.`, { cause: error });
  }
}

function valueOf(document: Document, file: string): unknown {
  try {
    return document.toJS() as unknown;
  } catch (error) {
    throw new InputError(`${file} cannot be read: ${valueFault(error)}.`, { cause: error });
  }
}

function sentence(issue: Issue, written: unknown, place: Place | undefined): string {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...issue.path, ...unknown];
  const where = place ? `${place(path)}: ` : '';
  const value = issue.code === 'unrecognized_keys' ? undefined : scalarAt(written, path);
  const found =
    value === undefined || issue.code === 'custom'
      ? ''
      : `, not ${typeof value === 'number' ? value : JSON.stringify(shortenedScalar(value))}`;
  return `${where}${nameOf(path, place ? undefined : written)} ${issue.message}${found}${/[.?!]$/.test(issue.message) ? '' : '.'}`;
}

/** A value as a sentence quotes it: of a long text its ends. */
function shortenedScalar(value: unknown): unknown {
  return typeof value === 'string' ? shortened(value, LONGEST_QUOTE) : value;
}

/** agents[2].steps, or where there is no file to look into: The agent uniform. */
function nameOf(path: readonly PropertyKey[], written: unknown): string {
  const named = scalarAt(written, [...path, 'name']);
  if (path[0] === 'agents' && typeof named === 'string') return `The agent ${named}`;
  const name = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return name === '' ? 'The study' : name.replace(/^\./, '');
}

function scalarAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, key);
  }
  return typeof found === 'object' ? undefined : found;
}

/** Where the part at a path begins; where nothing is there, the nearest part that should hold it. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent: unknown = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (pair && isScalar(pair.key)) return pair.key.range?.[0] ?? 0;
    }
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      return node.range[0] as number;
    }
  }
  return document.contents?.range?.[0] ?? 0;
}
