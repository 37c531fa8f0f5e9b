import type { FiniteModel } from '@pomdp-gym/contracts';
import { assertModel } from '@pomdp-gym/models';
import { annotate } from '../pomdp-format/annotations.js';
import { layoutProbabilities, type ProbabilityDialect, type TableNames } from '../probability-layout.js';
import { layoutRewards, numeral } from '../reward-layout.js';
import { INSTRUCTION } from './factored-file.js';

export interface PomdpxWriteOptions {
  /** The `<Description>`; a sentence of its own where there is none or it shows nothing. */
  readonly comment?: string;
}

/** APPL's reader ends with a fault of memory where the description is empty. */
const DESCRIPTION = 'A model written by pomdp-gym.';

/** The names of the variables of a flat model. */
const [BEFORE, AFTER, SEEN, ACTION, REWARD] = ['state_0', 'state_1', 'observation', 'action', 'reward'];

/**
 * Writes a model in the `.pomdpx` format, with one variable each for state, action and observation, so that reading it
 * gives every bit back. What the format has no words for goes into `<?pomdp-gym …?>` instructions, which other programs
 * pass over. Throws a RangeError where the model is not sound.
 */
export function writePomdpx(model: FiniteModel, options: PomdpxWriteOptions = {}): string {
  return pomdpxLines(model, options).join('\n');
}

/** The lines of what `writePomdpx` writes, for files too large for one string. */
export function pomdpxLines(model: FiniteModel, options: PomdpxWriteOptions = {}): string[] {
  assertModel(model);
  const [states, actions, observations] = [
    namesOf(model.states, model.labels.states, 's'),
    namesOf(model.actions, model.labels.actions, 'a'),
    namesOf(model.observations, model.labels.observations, 'o'),
  ];
  const discount = model.discount === undefined ? [] : [`<Discount>${model.discount}</Discount>`];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<pomdpx version="1.0" id="model">',
    ...instructions(model),
    `<Description>${description(options.comment)}</Description>`,
    ...discount,
    '<Variable>',
    `<StateVar vnamePrev="${BEFORE}" vnameCurr="${AFTER}" fullyObs="false">${values(states)}</StateVar>`,
    `<ObsVar vname="${SEEN}">${values(observations)}</ObsVar>`,
    `<ActionVar vname="${ACTION}">${values(actions)}</ActionVar>`,
    `<RewardVar vname="${REWARD}"/>`,
    '</Variable>',
    '<InitialStateBelief>',
    ...condProb(`${BEFORE}`, 'null', startEntries(model.start, states.names)),
    '</InitialStateBelief>',
    '<StateTransitionFunction>',
    ...condProb(
      `${AFTER}`,
      `${ACTION} ${BEFORE}`,
      entries(
        model.transitions,
        { actions: actions.names, rows: states.names, columns: states.names },
        { identity: (action) => entry(`${action} - -`, 'ProbTable', 'identity') },
      ),
    ),
    '</StateTransitionFunction>',
    '<ObsFunction>',
    ...condProb(
      `${SEEN}`,
      `${ACTION} ${AFTER}`,
      entries(model.observationTables, {
        actions: actions.names,
        rows: states.names,
        columns: observations.names,
      }),
    ),
    '</ObsFunction>',
    '<RewardFunction>',
    ...rewardFunction(model, [actions.names, states.names, states.names, observations.names]),
    '</RewardFunction>',
    '</pomdpx>',
    '',
  ];
}

interface Names {
  readonly names: readonly string[];
  /** Whether only their count is written. */
  readonly counted: boolean;
}

/** The labels, where every reader takes them for names of values; else those that the format gives by convention. */
function namesOf(count: number, labels: readonly string[] | undefined, letter: string): Names {
  if (labels && isWritable(labels)) return { names: labels, counted: false };
  return { names: Array.from({ length: count }, (_, index) => letter + index), counted: true };
}

function isWritable(labels: readonly string[]): boolean {
  return new Set(labels).size === labels.length && labels.every((label) => /^[A-Za-z][\w.-]*$/.test(label));
}

function values({ names, counted }: Names): string {
  return counted ? `<NumValues>${names.length}</NumValues>` : `<ValueEnum>${names.join(' ')}</ValueEnum>`;
}

function description(comment = ''): string {
  const text = escapeXml(comment);
  return text.trim() === '' ? DESCRIPTION : text;
}

/** JSON in plain letters, without `?`, `<` and `>`: APPL's reader ends an instruction at the first `>`. */
function instructions(model: FiniteModel): string[] {
  const plain = (text: string) =>
    text.replace(
      /[^ -~]|[?<>]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  const apart = (labels: readonly string[] | undefined) => labels !== undefined && !isWritable(labels);
  return annotate(model, apart).map((text) => `<?${INSTRUCTION} ${plain(text)}?>`);
}

function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r -\ud7ff\ue000-\ufffd]/g, '')
    .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '');
}

function entry(instance: string, table: 'ProbTable' | 'ValueTable', content: string): string {
  return `<Entry><Instance>${instance}</Instance><${table}>${content}</${table}></Entry>`;
}

function condProb(variable: string, parents: string, table: readonly string[]): string[] {
  return [
    `<CondProb><Var>${variable}</Var><Parent>${parents}</Parent><Parameter type="TBL">`,
    ...table,
    '</Parameter></CondProb>',
  ];
}

function startEntries(start: Float64Array, states: readonly string[]): string[] {
  const support = [...start.keys()].filter((state) => start[state] !== 0);
  if (start.every((probability) => probability === 1 / start.length))
    return [entry('-', 'ProbTable', 'uniform')];
  if (support.length * 4 >= start.length) return [entry('-', 'ProbTable', start.join(' '))];
  return support.map((state) => entry(states[state]!, 'ProbTable', String(start[state])));
}

/**
 * The entries of the tables of all actions. APPL's reader takes `uniform` in the initial belief only, and `identity` in
 * transitions only.
 */
function entries(
  tables: FiniteModel['transitions'],
  names: TableNames,
  words: Pick<ProbabilityDialect, 'identity'> = {},
): string[] {
  const dialect: ProbabilityDialect = {
    ...words,
    vector: (action, row, cells) => entry(`${action} ${row} -`, 'ProbTable', cells.join(' ')),
    entry: (action, row, column, value) => entry(`${action} ${row} ${column}`, 'ProbTable', String(value)),
  };
  return layoutProbabilities(tables, names, dialect);
}

/** The rewards as a function of no more variables than some entry names; one entry of 0 where nothing is earned. */
function rewardFunction(model: FiniteModel, names: readonly (readonly string[])[]): string[] {
  const found = layoutRewards(model).flatMap(({ action, rules }) =>
    rules.map(([state, next, observation, reward]) => ({
      where: [action, state, next, observation],
      reward,
    })),
  );
  const rows = found.length > 0 ? found : [{ where: [-1, -1, -1, -1], reward: 0 }];
  const places = [0, 1, 2, 3].filter((place) => rows.some(({ where }) => where[place]! >= 0));
  const used = places.length > 0 ? places : [0];
  const parents = used.map((place) => [ACTION, BEFORE, AFTER, SEEN][place]).join(' ');
  const nameOf = (where: readonly number[], place: number) =>
    where[place]! < 0 ? '*' : names[place]![where[place]!]!;
  return [
    `<Func><Var>${REWARD}</Var><Parent>${parents}</Parent><Parameter type="TBL">`,
    ...rows.map(({ where, reward }) =>
      entry(used.map((place) => nameOf(where, place)).join(' '), 'ValueTable', numeral(reward)),
    ),
    '</Parameter></Func>',
  ];
}
