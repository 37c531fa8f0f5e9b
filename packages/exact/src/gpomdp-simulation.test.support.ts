import type { FiniteModel, Random } from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { drawIndex } from '@pomdp-gym/numerics';
import type { Softmax } from './softmax.test.support.js';

/**
 * Δ_T of GPOMDP by the paper's recursion on one simulated path, for several β on the same path; the trace goes to zero
 * where an episode ends. `burnIn` steps are made first, so that state and trace begin near their stationary law.
 */
export function simulateGpomdp(
  model: FiniteModel,
  policy: Softmax,
  betas: readonly number[],
  { steps, burnIn }: { readonly steps: number; readonly burnIn: number },
  random: Random,
): Float64Array[] {
  const environment = new ModelEnvironment(model);
  const { actions, probabilities } = policy.table();
  const parameters = policy.parameters.length;
  const scores = scoresByPair(policy);
  const traces = betas.map(() => new Float64Array(parameters));
  const sums = betas.map(() => new Float64Array(parameters));
  let observation = environment.reset(random);
  for (let t = -burnIn; t < steps; t++) {
    const action = drawIndex(probabilities, observation * actions, actions, random);
    const score = scores[observation * actions + action]!;
    const { reward, ending, observation: next } = environment.step(action);
    for (let b = 0; b < betas.length; b++) {
      const [trace, sum, beta] = [traces[b]!, sums[b]!, betas[b]!];
      for (let k = 0; k < parameters; k++) {
        const z = beta * trace[k]! + score[k]!;
        trace[k] = ending === 'none' ? z : 0;
        if (t >= 0) sum[k]! += reward * z;
      }
    }
    observation = ending === 'none' ? next : environment.reset(random);
  }
  return sums.map((sum) => sum.map((value) => value / steps));
}

/** ∇log μ(u | y) at y · A + u. */
export function scoresByPair(policy: Softmax): Float64Array[] {
  const { observations, actions } = policy.table();
  return Array.from({ length: observations * actions }, (_, pair) => {
    const score = new Float64Array(policy.parameters.length);
    const column = (value: number) => ({ width: 0, values: Int32Array.of(value) });
    const batch = {
      length: 1,
      observations: column(Math.floor(pair / actions)),
      actions: column(pair % actions),
      rewards: new Float64Array(1),
      ending: 'none' as const,
    };
    policy.addScore(batch, 0, 1, score);
    return score;
  });
}
