import type { Environment, Observation, Space, StepResult } from '@pomdp-gym/contracts';
import { drawsFromItsModel } from '@pomdp-gym/models';

/**
 * The same environment; what its `reset` and `step` return is held to its spaces, at every step. The environment of a finite model
 * whose steps are drawn from its tables is returned as it is.
 *
 * @throws RangeError, from `reset` or `step`: one sentence on what was returned and what would be right.
 */
export function guardedEnvironment(environment: Environment, name: string): Environment {
  if (drawsFromItsModel(environment)) return environment;
  const { observationSpace, actionSpace, task, optimum, warnings, save, restore } = environment;
  const refuse = (sentence: string): never => {
    throw new RangeError(`The environment ${name} breaks its contract: ${sentence}`);
  };
  return {
    observationSpace,
    actionSpace,
    task,
    ...(optimum && { optimum }),
    ...(warnings && { warnings }),
    ...(environment.model && { model: () => environment.model!() }),
    ...(environment.frame && { frame: () => environment.frame!() }),
    ...(save && { save: () => save.call(environment) }),
    ...(restore && { restore: (saved, random) => restore.call(environment, saved, random) }),
    reset(random) {
      const observation = environment.reset(random);
      const problem = observationProblem(observation, observationSpace, 'reset');
      return problem === undefined ? observation : refuse(problem);
    },
    step(action) {
      const result = environment.step(action);
      const problem = stepProblem(result, observationSpace);
      return problem === undefined ? result : refuse(problem);
    },
  };
}

const ENDINGS: readonly unknown[] = ['none', 'terminated', 'truncated'];

function stepProblem(result: StepResult, space: Space): string | undefined {
  if (typeof result !== 'object' || result === null || !('observation' in result) || !('reward' in result)) {
    return `step returns ${shown(result)}; it must return { observation, reward, ending }.`;
  }
  const { observation, reward, ending } = result;
  if (typeof reward !== 'number' || !Number.isFinite(reward)) {
    return `step returns the reward ${shown(reward)}; it must be a finite number.`;
  }
  if (!ENDINGS.includes(ending)) {
    return `step returns the ending ${shown(ending)}; it must be none, terminated or truncated.`;
  }
  return observationProblem(observation, space, 'step');
}

function observationProblem(point: Observation, space: Space, method: string): string | undefined {
  if (isIn(point, space)) return undefined;
  const right =
    space.kind === 'discrete'
      ? `a whole number from 0 to ${space.size - 1}`
      : `a Float64Array of ${space.low.length}, each number within its bounds`;
  return `${method} returns the observation ${shown(point)}; it must be ${right}.`;
}

function isIn(point: Observation, space: Space): boolean {
  if (space.kind === 'discrete') {
    return typeof point === 'number' && Number.isInteger(point) && point >= 0 && point < space.size;
  }
  const { low, high } = space;
  if (typeof point !== 'object' || point === null || point.length !== low.length) return false;
  for (let i = 0; i < low.length; i++) if (!(point[i]! >= low[i]! && point[i]! <= high[i]!)) return false;
  return true;
}

/** The most characters that a sentence quotes. */
const QUOTED = 60;

function shown(value: unknown): string {
  if (value instanceof Promise) return 'a promise';
  const text = typeof value === 'object' && value !== null ? inJson(value) : String(value);
  return text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text;
}

function inJson(value: object): string {
  try {
    return JSON.stringify(ArrayBuffer.isView(value) ? Object.values(value).slice(0, QUOTED) : value);
  } catch {
    return 'an object';
  }
}
