import type { FiniteModel, Random } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';

const [STATES, ACTIONS, OBSERVATIONS, BRANCHING] = [6, 3, 4, 3];

/**
 * A random model in the manner of Garnet (Archibald, McKinnon and Thomas 1995), of the size of the small models: each action leads
 * from each state to three states drawn at random, each state shows one of two observations, and each transition pays a
 * number from [−1, 1]. With `ends`, entering state 0 ends the episode, and no episode begins there.
 */
export function garnet(seed: number, ends: boolean): FiniteModel {
  const random = randomStream(seed, 'garnet');
  const table = <T>(rows: number, columns: number, draw: () => T) =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, draw));
  const successors = table(STATES, ACTIONS, () => randomLaw(STATES, BRANCHING, random));
  const seen = table(ACTIONS, STATES, () => randomLaw(OBSERVATIONS, 2, random));
  const rewards = table(STATES * ACTIONS, STATES, () => 2 * random.uniform() - 1);
  return finiteModel({
    states: STATES,
    actions: ACTIONS,
    observations: OBSERVATIONS,
    transition: (state, action) => successors[state]![action]!,
    observation: (action, next) => seen[action]![next]!,
    reward: (state, action, next) => rewards[state * ACTIONS + action]![next]!,
    start: randomLaw(STATES - 1, 2, random).map(([state, probability]) => [state + 1, probability]),
    ...(ends && { terminal: (state: number) => state === 0 }),
  });
}

/** A law over `branching` of `size` outcomes, drawn without replacement, with probabilities cut at random. */
function randomLaw(
  size: number,
  branching: number,
  random: Random,
): [outcome: number, probability: number][] {
  const outcomes = Array.from({ length: size }, (_, outcome) => outcome);
  const weights = Array.from({ length: branching }, () => 0.1 + random.uniform());
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => {
    const [outcome] = outcomes.splice(Math.floor(random.uniform() * outcomes.length), 1);
    return [outcome!, weight / total];
  });
}
