import type { FiniteModel, ParametricPolicy } from '@pomdp-gym/contracts';
import { averageReward, averageRewardGradient } from '@pomdp-gym/exact';
import { createProblem } from '@pomdp-gym/experiment';
import { addScaled, dot, norm, randomStream } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { replication } from '@pomdp-gym/reproduction';

const reference = z.strictObject({ id: z.string(), options: z.record(z.string(), z.unknown()) });

/**
 * Gradient ascents by the exact ∇η, each from θ_0 uniform in [−spread, spread]^K for each spread: where a learner without
 * noise would end. Replicate i starts where the run of a study with seed i + 1 does.
 */
export const exactAscents = replication({
  id: 'exact-ascents',
  settings: z.strictObject({ environment: reference, policy: reference, spreads: z.array(z.number()) }),
  /** By spread. */
  line: z.strictObject({
    ascents: z.array(
      z.strictObject({
        start: z.number(),
        averageReward: z.number(),
        theta: z.array(z.number()),
        gain: z.number(),
      }),
    ),
  }),
  make({ spreads, ...problem }, replicate, registry) {
    const { environment, policy } = createProblem(problem, [], registry);
    const model = environment.model?.();
    if (!model) throw new TypeError(`The environment ${problem.environment.id} has no model.`);
    return {
      ascents: spreads.map((spread) => {
        const random = randomStream(replicate + 1, 'start');
        const start = Float64Array.from(policy.parameters, () => (2 * random.uniform() - 1) * spread);
        const begun = rewardAt(model, policy, start);
        const theta = exactAscent(model, policy, start);
        const reached = rewardAt(model, policy, theta);
        return {
          start: begun,
          averageReward: reached,
          theta: [...theta],
          gain: gainOfDeviating(model, policy),
        };
      }),
    };
  },
});

const ITERATIONS = 500;

/** The longest move from θ: short enough to stay on the slope it began on, long enough to saturate in good time. */
function longestMove(theta: Float64Array): number {
  return Math.max(1, norm(theta) / 4);
}

/**
 * Climbs by the exact ∇η from a start to where η no longer rises: along conjugate directions (Polak–Ribière, begun anew where
 * γ would be negative or the direction points down) with steps that double where η rises by a part of what the slope
 * promises and halve where it does not (Armijo's rule). Ends where 20 moves gain less than 1e-7.
 */
export function exactAscent(model: FiniteModel, policy: ParametricPolicy, start: Float64Array): Float64Array {
  const theta = start.slice();
  let reward = rewardAt(model, policy, theta);
  let gradient: Float64Array = averageRewardGradient(model, policy);
  let direction: Float64Array = gradient.slice();
  let step = 1;
  let checkpoint = reward;
  for (let i = 1; i <= ITERATIONS; i++) {
    const slope = dot(gradient, direction);
    const length = norm(direction);
    for (step = Math.min(2 * step, longestMove(theta) / length); ; step /= 2) {
      if (!(step * length > 1e-12)) return theta;
      const next = theta.slice();
      addScaled(next, step, direction);
      const reached = rewardAt(model, policy, next);
      if (reached < reward + 1e-4 * step * slope) continue;
      theta.set(next);
      reward = reached;
      break;
    }
    const before = gradient;
    gradient = averageRewardGradient(model, policy);
    direction = conjugate(direction, before, gradient);
    if (i % 20 !== 0) continue;
    if (reward - checkpoint < 1e-7) break;
    checkpoint = reward;
  }
  return theta;
}

/** g + γ d, or g alone where γ is negative or the sum would not climb. */
function conjugate(direction: Float64Array, before: Float64Array, gradient: Float64Array): Float64Array {
  const gamma = (dot(gradient, gradient) - dot(before, gradient)) / dot(before, before);
  const next = gradient.slice();
  if (gamma > 0) addScaled(next, gamma, direction);
  return dot(next, gradient) > 0 ? next : gradient.slice();
}

function rewardAt(model: FiniteModel, policy: ParametricPolicy, theta: Float64Array): number {
  policy.parameters.set(theta);
  return averageReward(model, policy.table!());
}

/** How far a policy is mixed with another to see where η goes. */
const MIXTURE = 1e-3;

/**
 * The most that η rises, per share, where in one observation a small share of some action is mixed in: no more than 0 at a
 * local maximum over memoryless policies, saturated or not. At the policy's present θ.
 */
export function gainOfDeviating(model: FiniteModel, policy: ParametricPolicy): number {
  const { observations, actions, probabilities } = policy.table!();
  const reward = averageReward(model, { observations, actions, probabilities });
  let most = -Infinity;
  for (let y = 0; y < observations; y++) {
    for (let u = 0; u < actions; u++) {
      const mixed = probabilities.slice();
      for (let a = 0; a < actions; a++) mixed[y * actions + a]! *= 1 - MIXTURE;
      mixed[y * actions + u]! += MIXTURE;
      const gain = (averageReward(model, { observations, actions, probabilities: mixed }) - reward) / MIXTURE;
      most = Math.max(most, gain);
    }
  }
  return most;
}
