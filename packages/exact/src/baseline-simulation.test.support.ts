import type { Endings, FiniteModel } from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { addScaled, drawIndex, randomStream, scale } from '@pomdp-gym/numerics';
import { scoresByPair } from './gpomdp-simulation.test.support.js';
import type { Softmax } from './softmax.test.support.js';

export interface SimulatedEstimates {
  readonly model: FiniteModel;
  readonly policy: Softmax;
  readonly beta: number;
  readonly endings: Endings;
  /** b(y), taken off beside each score. */
  readonly baseline: Float64Array;
}

const [RUNS, STEPS, BURN_IN] = [400, 2000, 100];

/** T · Var of each component over 400 paths of T = 2000 steps, by the recursions as they are written. */
export function simulatedVariances(setting: SimulatedEstimates): Float64Array {
  const estimates = Array.from({ length: RUNS }, (_, run) => simulated(setting, run));
  return setting.policy.parameters.map((_, k) => {
    const mean = estimates.reduce((sum, estimate) => sum + estimate[k]!, 0) / RUNS;
    const squares = estimates.reduce((sum, estimate) => sum + (estimate[k]! - mean) ** 2, 0);
    return (STEPS * squares) / (RUNS - 1);
  });
}

function simulated(
  { model, policy, beta, endings, baseline }: SimulatedEstimates,
  run: number,
): Float64Array {
  const random = randomStream(run, 'baseline simulation');
  const environment = new ModelEnvironment(model);
  const { actions, probabilities } = policy.table();
  const scores = scoresByPair(policy);
  const [trace, sum, counted] = [1, 2, 3].map(() => new Float64Array(policy.parameters.length));
  let [observation, total] = [environment.reset(random), 0];
  for (let t = -BURN_IN; t < STEPS; t++) {
    const action = drawIndex(probabilities, observation * actions, actions, random);
    const score = scores[observation * actions + action]!;
    const { reward, ending, observation: next } = environment.step(action);
    scale(trace!, beta);
    addScaled(trace!, 1, score);
    if (t >= 0) {
      addScaled(sum!, reward, trace!);
      addScaled(sum!, -baseline[observation]!, score);
      addScaled(counted!, 1, trace!);
      total += reward;
    }
    if (ending !== 'none' && endings !== 'carry') trace!.fill(0);
    observation = ending === 'none' ? next : environment.reset(random);
  }
  if (endings === 'centred') addScaled(sum!, -total / STEPS, counted!);
  return sum!.map((value) => value / STEPS);
}
