import type { FiniteModel } from '@pomdp-gym/contracts';
import { assertModel } from '@pomdp-gym/models';
import { annotate, ANNOTATION } from './annotations.js';
import { writableNames } from './writable-names.js';
import { writeProbabilities } from './write-probabilities.js';
import type { ElementNames } from './element-names.js';
import { writeRewards } from './write-rewards.js';

export interface WriteOptions {
  /** Whether the file states rewards (as the model does) or costs, their negatives. */
  readonly values?: 'reward' | 'cost';
  /** Put at the head of the file as a comment, line by line. */
  readonly comment?: string;
}

/**
 * Writes a model in the `.POMDP` format, so that reading it gives every bit back: numbers in the shortest form that does,
 * wildcards where whole rows agree. What the format has no words for (labels that it takes for no names, terminal
 * states, what is seen before the first action) goes into `#@pomdp-gym` comments: other programs pass over them, and
 * meet a model that goes on where an episode should end. Entries that store a zero are left out.
 * Throws a RangeError where the model is not sound.
 */
export function writePomdp(model: FiniteModel, options: WriteOptions = {}): string {
  return pomdpLines(model, options).join('\n');
}

/** The lines of what `writePomdp` writes, for files too large for one string. */
export function pomdpLines(model: FiniteModel, options: WriteOptions = {}): string[] {
  assertModel(model);
  const { values = 'reward', comment } = options;
  const names: ElementNames = {
    states: namesOf(model.states, model.labels.states),
    actions: namesOf(model.actions, model.labels.actions),
    observations: namesOf(model.observations, model.labels.observations),
  };
  return [
    ...(comment?.split(/\r\n|\r|\n/).map((line) => `# ${line}`.trimEnd()) ?? []),
    ...(model.discount === undefined ? [] : [`discount: ${model.discount}`]),
    `values: ${values}`,
    `states: ${listOf(model.states, model.labels.states)}`,
    `actions: ${listOf(model.actions, model.labels.actions)}`,
    `observations: ${listOf(model.observations, model.labels.observations)}`,
    ...annotations(model),
    startLine(model.start, names.states),
    '',
    ...writeProbabilities('T', model.transitions, { ...names, rows: names.states, columns: names.states }),
    '',
    ...writeProbabilities('O', model.observationTables, {
      ...names,
      rows: names.states,
      columns: names.observations,
    }),
    '',
    ...writeRewards(model, names, values),
    '',
  ];
}

function namesOf(count: number, labels: readonly string[] | undefined): readonly string[] {
  return writableNames(labels) ?? Array.from({ length: count }, (_, index) => String(index));
}

function listOf(count: number, labels: readonly string[] | undefined): string {
  return writableNames(labels)?.join(' ') ?? String(count);
}

/** What the format has no words for, as comments. */
function annotations(model: FiniteModel): string[] {
  const unnamed = (labels: readonly string[] | undefined) => labels !== undefined && !writableNames(labels);
  return annotate(model, unnamed).map((text) => ANNOTATION + text);
}

function startLine(start: Float64Array, states: readonly string[]): string {
  const support = [...start.keys()].filter((state) => start[state] !== 0);
  const even = support.every((state) => start[state] === 1 / support.length);
  if (!even) return `start: ${start.join(' ')}`;
  if (support.length === start.length) return 'start: uniform';
  return `start include: ${support.map((state) => states[state]).join(' ')}`;
}
