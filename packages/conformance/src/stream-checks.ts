import { controllerOf, type Policy } from '@pomdp-gym/contracts';
import { attempt } from './attempt.js';
import { demand, NotDecided } from './check.js';
import { sameBits } from './walk.js';

/** The largest probability of an action in a row that certainly draws. */
const SURE = 0.95;
/** The rate at which two streams give a sound policy the same 200 actions, at most: (.95² + .05²)²⁰⁰. */
export const SAME_ACTIONS_RATE = 1e-8;

/**
 * Compares what two streams draw: the same actions are a fault where the law of the policy says that it draws. Over 200 steps a
 * policy whose every action is taken with .95 at most is blamed with probability (.95² + .05²)²⁰⁰ < 10⁻⁸.
 */
export function demandOtherActions(policy: Policy, one: readonly number[], two: readonly number[]): void {
  if (!sameBits(one, two)) return;
  demand(
    !certainlyDraws(policy),
    () =>
      `Two streams draw the same ${one.length} actions, and by its law several are possible at each step.`,
  );
  throw new NotDecided(
    'two streams draw the same actions, and nothing says that it draws: give options under which it does.',
  );
}

function certainlyDraws(policy: Policy): boolean {
  const law = attempt(() => controllerOf(policy));
  return law?.actionProbabilities.every((probability) => probability <= SURE) ?? false;
}
