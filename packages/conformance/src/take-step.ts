import type { Action, Environment, StepResult } from '@pomdp-gym/contracts';

const EXPECTED = 'it must return { observation, reward, ending }';

/**
 * Takes a step.
 *
 * @throws RangeError where `step` returns no object with the parts of a step.
 */
export function takeStep(environment: Environment, action: Action): StepResult {
  const result = environment.step(action);
  const problem = shapeProblem(result);
  if (problem !== undefined) throw new RangeError(problem);
  return result;
}

function shapeProblem(result: unknown): string | undefined {
  if (result instanceof Promise) {
    result.catch(() => undefined); // nobody else awaits it
    return `step returns a promise; ${EXPECTED} at once: drop async.`;
  }
  if (Array.isArray(result)) return `step returns a list of ${result.length} values; ${EXPECTED}.`;
  if (typeof result !== 'object' || result === null) return `step returns ${String(result)}; ${EXPECTED}.`;
  const missing = ['observation', 'reward', 'ending'].filter((part) => !(part in result));
  return missing.length === 0 ? undefined : `step returns no ${missing.join(' and no ')}; ${EXPECTED}.`;
}
