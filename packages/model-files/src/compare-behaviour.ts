import type { FiniteModel, Random } from '@pomdp-gym/contracts';
import {
  expectedReward,
  firstProbabilities,
  initialBelief,
  observationProbabilities,
  updateBelief,
} from '@pomdp-gym/models';

export interface BehaviourSettings {
  readonly random: Random;
  /** How many courses of random actions are followed. */
  readonly histories: number;
  /** How many steps each of them takes at most. */
  readonly steps: number;
}

/** How far two models are apart in what an agent can notice: the largest absolute differences met. */
export interface BehaviourDifferences {
  /** Of P(y | what was done and seen so far, u). */
  readonly probabilities: number;
  /** Of E[r | what was done and seen so far, u]. */
  readonly rewards: number;
}

/**
 * Compares two models by what an agent meets in them, whatever their states are: along random histories, both exact
 * beliefs side by side, the probability of each observation and the expected reward. Two models for which neither ever
 * differs have the same optimal value and policies. Observations and actions correspond by number. Observations are
 * drawn from the two models in turn. Throws a RangeError where actions or observations differ in number, or only one of
 * the models says what is seen first.
 */
export function compareBehaviour(
  one: FiniteModel,
  two: FiniteModel,
  { random, histories, steps }: BehaviourSettings,
): BehaviourDifferences {
  for (const size of ['actions', 'observations'] as const) {
    if (one[size] !== two[size])
      throw new RangeError(`One model has ${one[size]} ${size}, the other ${two[size]}.`);
  }
  if (!one.initialObservationTable !== !two.initialObservationTable) {
    throw new RangeError('Only one of the models says what is seen before the first action.');
  }
  const most = { probabilities: 0, rewards: 0 };
  for (let history = 0; history < histories; history++) {
    follow(history % 2 === 0 ? [one, two] : [two, one], steps, random, most);
  }
  return most;
}

/** One history; the first of the models draws what is seen. */
function follow(
  [drawing, other]: readonly [FiniteModel, FiniteModel],
  steps: number,
  random: Random,
  most: { probabilities: number; rewards: number },
): void {
  const see = (seen: Float64Array, otherSeen: Float64Array): number => {
    const apart = seen.reduce((largest, p, y) => Math.max(largest, Math.abs(p - otherSeen[y]!)), 0);
    most.probabilities = Math.max(most.probabilities, apart);
    const observation = draw(seen, random);
    return otherSeen[observation]! > 0 ? observation : -1;
  };
  const first = see(firstProbabilities(drawing), firstProbabilities(other));
  if (first < 0) return;
  let [belief, otherBelief] = [initialBelief(drawing, first), initialBelief(other, first)];
  for (let step = 0; step < steps; step++) {
    const action = Math.floor(random.uniform() * drawing.actions);
    const apart = expectedReward(drawing, belief, action) - expectedReward(other, otherBelief, action);
    most.rewards = Math.max(most.rewards, Math.abs(apart));
    const observation = see(
      observationProbabilities(drawing, belief, action),
      observationProbabilities(other, otherBelief, action),
    );
    if (observation < 0) return;
    belief = updateBelief(drawing, belief, action, observation);
    otherBelief = updateBelief(other, otherBelief, action, observation);
  }
}

/** An observation by its probability; −1 where the episode ends instead. */
function draw(probabilities: Float64Array, random: Random): number {
  let rest = random.uniform();
  for (let observation = 0; observation < probabilities.length; observation++) {
    rest -= probabilities[observation]!;
    if (rest < 0) return observation;
  }
  return -1;
}
