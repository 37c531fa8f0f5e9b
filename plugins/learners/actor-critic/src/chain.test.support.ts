import type { Learner } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { batchOf } from './small-softmax.test.support.js';

/** What a step from state y pays, and the probabilities of the states that follow: whatever is done, and all of it seen. */
const rewards = [1, -2, 3] as const;
const transitions = [
  [0.1, 0.6, 0.3],
  [0.5, 0.2, 0.3],
  [0.2, 0.7, 0.1],
] as const;

/** V of the chain: V(y) = r(y) − c + γ Σ P(y' | y) V(y'), by iteration; γ = 1 with c = η gives differential values. */
export function chainValues(discount: number, cost = 0): number[] {
  let values = [0, 0, 0];
  for (let sweep = 0; sweep < 500; sweep++)
    values = rewards.map(
      (reward, y) =>
        reward - cost + discount * transitions[y]!.reduce((sum, p, next) => sum + p * values[next]!, 0),
    );
  return values;
}

/** η of the chain, by iteration of its law. */
export function chainAverage(): number {
  let law = [1, 0, 0];
  for (let step = 0; step < 500; step++)
    law = law.map((_, next) => law.reduce((sum, p, y) => sum + p * transitions[y]![next]!, 0));
  return law.reduce((sum, p, y) => sum + p * rewards[y]!, 0);
}

/** Lets a learner act on the chain, a step a batch, with rewards times `factor`; after `limit` steps an episode is cut off. */
export function playChain(learner: Learner, steps: number, factor = 1, limit = Infinity): void {
  const random = randomStream(5, 'environment');
  learner.policy.reset(randomStream(5, 'policy'));
  let y = 0;
  for (let t = 1; t <= steps; t++) {
    const u = Number(learner.policy.act(y));
    const draw = random.uniform();
    const [toZero, toOne] = transitions[y]!;
    const next = draw < toZero ? 0 : draw < toZero + toOne ? 1 : 2;
    const isCut = t % limit === 0;
    learner.update(batchOf([[y, u, factor * rewards[y]!]], { ending: isCut ? 'truncated' : 'none', next }));
    y = isCut ? 0 : next;
  }
}
