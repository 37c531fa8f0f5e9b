import type { FiniteModel, Policy } from '@pomdp-gym/contracts';
import {
  expectedReward,
  finiteModel,
  firstProbabilities,
  initialBelief,
  observationProbabilities,
  updateBelief,
} from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';

export interface RandomPomdpSettings {
  readonly states: number;
  readonly actions: number;
  readonly observations: number;
  readonly discount: number;
  /** Whether the last state ends the episode. */
  readonly ends?: boolean;
  /** Whether the model says what is seen first. */
  readonly initial?: boolean;
  /** Whether the parity of the state is always seen. */
  readonly paritySeen?: boolean;
}

/** A random POMDP whose rewards depend on transition and observation. */
export function randomPomdp(settings: RandomPomdpSettings, seed: number): FiniteModel {
  const { states, actions, observations, discount, ends, initial, paritySeen } = settings;
  const random = randomStream(seed, 'random POMDP');
  const law = (size: number) => {
    const weights = Array.from({ length: size }, () => -Math.log(1 - random.uniform()));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight, outcome) => [outcome, weight / total] as const);
  };
  const laws = (rows: number, size: number) => Array.from({ length: rows }, () => law(size));
  const transitions = laws(states * actions, states);
  const observationTables = laws(states * actions, observations);
  const first = laws(states, observations);
  const rewards = Array.from({ length: 60 }, () => 2 * random.uniform() - 1);
  const shows = (state: number, dealt: readonly (readonly [number, number])[]) =>
    paritySeen ? dealt.map(([y, p]) => [2 * y + (state % 2), p] as const) : dealt;
  return finiteModel({
    states,
    actions,
    observations: paritySeen ? 2 * observations : observations,
    transition: (s, u) => transitions[s * actions + u]!,
    observation: (u, next) => shows(next, observationTables[next * actions + u]!),
    ...(initial && { initialObservation: (s: number) => shows(s, first[s]!) }),
    reward: (s, u, next, y) => rewards[(s * 7 + u * 3 + next * 11 + y * 17) % 60]!,
    start: law(states),
    ...(ends && { terminal: (s: number) => s === states - 1 }),
    discount,
  });
}

/** The value of the best course of action over so many steps, by looking at every history. */
export function bestOverHorizon(model: FiniteModel, horizon: number, discount: number): number {
  const best = (belief: Float64Array, left: number): number => {
    if (left === 0) return 0;
    let most = -Infinity;
    for (let u = 0; u < model.actions; u++) {
      let value = expectedReward(model, belief, u);
      observationProbabilities(model, belief, u).forEach((probability, y) => {
        if (probability > 0)
          value += discount * probability * best(updateBelief(model, belief, u, y), left - 1);
      });
      most = Math.max(most, value);
    }
    return most;
  };
  return overStarts(model, (belief) => best(belief, horizon));
}

/** What a policy without chance earns over so many steps: every history is played to it from the beginning. */
export function earnedOverHorizon(
  policy: Policy,
  model: FiniteModel,
  horizon: number,
  discount: number,
): number {
  const chance = randomStream(0, 'unused');
  const actionAfter = (history: readonly number[]) => {
    policy.reset(chance);
    return history.map((y) => policy.act(y) as number).at(-1)!;
  };
  const earn = (belief: Float64Array, history: readonly number[]): number => {
    const action = actionAfter(history);
    let value = expectedReward(model, belief, action);
    if (history.length === horizon) return value;
    observationProbabilities(model, belief, action).forEach((probability, y) => {
      if (probability > 0)
        value += discount * probability * earn(updateBelief(model, belief, action, y), [...history, y]);
    });
    return value;
  };
  return overStarts(model, (belief, y) => earn(belief, [y]));
}

function overStarts(model: FiniteModel, value: (belief: Float64Array, y: number) => number): number {
  return firstProbabilities(model).reduce(
    (sum, probability, y) => (probability > 0 ? sum + probability * value(initialBelief(model, y), y) : sum),
    0,
  );
}
