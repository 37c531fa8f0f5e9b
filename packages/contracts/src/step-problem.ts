import type { Point, Space } from './space.js';
import { isPromise, valueInWords } from './value-in-words.js';

const ENDINGS: readonly unknown[] = ['none', 'terminated', 'truncated'];

/**
 * What is wrong with what `step` of an environment returns, and what would be right: `step returns …; it must …`. Undefined for a
 * sound result. Looks at the types, the observation space, and whether the reward is finite.
 */
export function stepProblem(result: unknown, observationSpace: Space): string | undefined {
  return isSound(result, observationSpace) ? undefined : unsoundness(result, observationSpace);
}

/** The whole of the check at every step: sentences are made where it fails. */
function isSound(result: unknown, space: Space): boolean {
  if (typeof result !== 'object' || result === null) return false;
  if (!('reward' in result && 'ending' in result && 'observation' in result)) return false;
  const { reward, ending, observation } = result;
  if (typeof reward !== 'number' || !Number.isFinite(reward)) return false;
  return (ending === 'none' || ending === 'terminated' || ending === 'truncated') && isIn(observation, space);
}

function unsoundness(result: unknown, observationSpace: Space): string | undefined {
  const shape = shapeProblem(result);
  if (shape !== undefined || typeof result !== 'object' || result === null) return shape;
  const reward: unknown = Reflect.get(result, 'reward');
  const ending: unknown = Reflect.get(result, 'ending');
  if (typeof reward !== 'number' || !Number.isFinite(reward)) return rewardProblem(reward);
  if (!ENDINGS.includes(ending)) return endingProblem(ending, result);
  return observationProblem('step', Reflect.get(result, 'observation'), observationSpace);
}

const STEP = '{ observation, reward, ending }';

function shapeProblem(result: unknown): string | undefined {
  const fault = shapeFault(result);
  return fault && `step returns ${valueInWords(result)}${fault}`;
}

function shapeFault(result: unknown): string | undefined {
  if (isPromise(result)) return `; it must return ${STEP} at once: drop async.`;
  if (Array.isArray(result)) return `, as a step of Gymnasium does; it must return ${STEP}.`;
  if (typeof result !== 'object' || result === null) return `; it must return ${STEP}.`;
  const missing = ['observation', 'reward'].filter((name) => Reflect.get(result, name) === undefined);
  return missing.length === 0 ? undefined : `, without ${missing.join(' and ')}; it must return ${STEP}.`;
}

function rewardProblem(reward: unknown): string {
  const cure = typeof reward === 'string' ? ': turn it into one with Number(…)' : '';
  return `step returns the reward ${valueInWords(reward)}; it must be a finite number${cure}.`;
}

function endingProblem(ending: unknown, result: object): string {
  const found =
    ending === undefined && 'done' in result ? 'done and no ending' : `the ending ${valueInWords(ending)}`;
  const cure =
    typeof ending === 'boolean' || 'done' in result ? ": write ending: done ? 'terminated' : 'none'" : '';
  return `step returns ${found}; it must be 'none', 'terminated' or 'truncated'${cure}.`;
}

/** What is wrong with an observation that a method of an environment returns, and what would be right; undefined for a sound one. */
export function observationProblem(
  method: 'reset' | 'step',
  observation: unknown,
  space: Space,
): string | undefined {
  if (isIn(observation, space)) return undefined;
  const value = `${method} returns the observation ${valueInWords(observation)}`;
  const right = `it must be ${spaceInWords(space)}`;
  if (method === 'reset' && Array.isArray(observation) && isIn(observation[0], space))
    return `${value}, as a reset of Gymnasium does; ${right}, and nothing beside it.`;
  return `${value}; ${right}${cureOf(observation, space)}.`;
}

/** What is wrong with an action that `act` of a policy returns, and what would be right; undefined for a sound one. */
export function actionProblem(action: unknown, space: Space): string | undefined {
  const clipped = space.kind === 'box' && space.outside === 'clipped';
  if (isIn(action, clipped ? unbounded(space) : space)) return undefined;
  return `act returns ${valueInWords(action)}; it must return ${spaceInWords(space)}${cureOf(action, space)}.`;
}

function unbounded({ low }: { readonly low: readonly number[] }): Space {
  return { kind: 'box', low: low.map(() => -Infinity), high: low.map(() => Infinity) };
}

function cureOf(value: unknown, space: Space): string {
  if (isPromise(value)) return ', at once: drop async';
  return space.kind === 'box' && Array.isArray(value) ? ': write Float64Array.of(…)' : '';
}

function spaceInWords(space: Space): string {
  if (space.kind === 'discrete') return `a whole number from 0 to ${space.size - 1}`;
  const { length } = space.low;
  return `a Float64Array of ${length}, each number within its bounds`;
}

/** Whether a value is a point of a space: of its type, its width and within its bounds. */
function isIn(point: unknown, space: Space): point is Point {
  if (space.kind === 'discrete')
    return typeof point === 'number' && Number.isInteger(point) && point >= 0 && point < space.size;
  const { low, high } = space;
  if (!(point instanceof Float64Array) || point.length !== low.length) return false;
  for (let i = 0; i < low.length; i++) if (!(point[i]! >= low[i]! && point[i]! <= high[i]!)) return false;
  return true;
}
