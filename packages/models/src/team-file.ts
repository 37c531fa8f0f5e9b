import { type FiniteStateController, InputError } from '@pomdp-gym/contracts';
import { assertController } from './assert-controller.js';

/** What a file of a team says it is. */
const FORMAT = 'pomdp-gym team 1';

/** The most nodes of one agent: its tables would be too large. */
const MOST_NODES = 10_000;

/**
 * A team as text, which `parseTeam` reads back to the bit: JSON with the controller of each agent. Tables are written row by row, by the
 * entries that are not 0.
 */
export function teamText(laws: readonly FiniteStateController[]): string {
  const agents = laws.map(({ nodes, observations, actions, start, ...tables }) => ({
    ...{ nodes, observations, actions },
    start: entriesOf(start),
    actionProbabilities: entriesOf(tables.actionProbabilities),
    successorProbabilities: entriesOf(tables.successorProbabilities),
  }));
  return `${JSON.stringify({ format: FORMAT, agents })}\n`;
}

/** Index and value of every number that is not 0, one after the other. */
function entriesOf(values: Float64Array): number[] {
  return [...values.entries()].flatMap(([index, value]) => (value === 0 ? [] : [index, value]));
}

/** Reads the controllers of a team; throws an InputError where the text holds none. */
export function parseTeam(text: string, filename: string): FiniteStateController[] {
  const found = parseJson(text, filename);
  const agents = partOf(found, 'agents');
  if (partOf(found, 'format') !== FORMAT || !Array.isArray(agents) || agents.length === 0)
    throw new InputError(
      `${filename} holds no team: a team is a JSON object with format "${FORMAT}" and agents.`,
    );
  return agents.map((agent: unknown, index) => readAgent(agent, index, filename));
}

function parseJson(text: string, filename: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InputError(`${filename} holds no JSON: ${(error as Error).message}.`, { cause: error });
  }
}

function partOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(key) : undefined;
}

function readAgent(agent: unknown, index: number, filename: string): FiniteStateController {
  const count = (key: string): number => {
    const value = partOf(agent, key);
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MOST_NODES)
      return value;
    throw new InputError(
      `${filename}: agent ${index} needs a whole number of ${key} from 1 to ${MOST_NODES}.`,
    );
  };
  const [nodes, observations, actions] = [count('nodes'), count('observations'), count('actions')];
  const size = nodes * observations * actions;
  const table = (key: string, length: number) =>
    readEntries(partOf(agent, key), length, `${filename}: ${key} of agent ${index}`);
  const law = {
    ...{ nodes, observations, actions },
    start: table('start', nodes),
    actionProbabilities: table('actionProbabilities', size),
    successorProbabilities: table('successorProbabilities', size * nodes),
  };
  assertController(law);
  return law;
}

/** The most numbers in a table: a file may claim any size. */
const MOST_NUMBERS = 2e7;

function readEntries(entries: unknown, length: number, what: string): Float64Array {
  if (length > MOST_NUMBERS) throw new InputError(`${what} are ${length} numbers, more than is read.`);
  const values = new Float64Array(length);
  const list: readonly unknown[] = Array.isArray(entries) ? entries : ['missing'];
  for (let k = 0; k < list.length; k += 2) {
    const [index, value] = [list[k], list[k + 1]];
    const sound =
      typeof index === 'number' &&
      Number.isInteger(index) &&
      index >= 0 &&
      index < length &&
      typeof value === 'number';
    if (!sound) throw new InputError(`${what}: pairs of an index below ${length} and a number are expected.`);
    values[index] = value;
  }
  return values;
}
