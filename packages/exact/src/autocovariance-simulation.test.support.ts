import type { FiniteModel } from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { drawIndex, randomStream } from '@pomdp-gym/numerics';
import { scoresByPair } from './gpomdp-simulation.test.support.js';
import type { MeasuredPart } from './part-simulation.test.support.js';
import type { Softmax } from './softmax.test.support.js';

export interface SimulatedTerms {
  readonly model: FiniteModel;
  readonly policy: Softmax;
  readonly beta: number;
  /** G, the exact mean of a term. */
  readonly mean: Float64Array;
  /** Γ_k is measured for k = 0 … last. */
  readonly last: number;
}

const [RUNS, STEPS, BURN_IN] = [300, 1000, 100];

/** tr Γ_k = E[(Y_t − G) · (Y_{t+k} − G)] of GPOMDP's terms Y_t = r z, by 300 paths of 1000 steps. */
export function simulatedAutocovariances(setting: SimulatedTerms): MeasuredPart[] {
  const runs = Array.from({ length: RUNS }, (_, run) => ofPath(terms(setting, run), setting.last));
  return Array.from({ length: setting.last + 1 }, (_, k) => {
    const values = runs.map((each) => each[k]!);
    const value = values.reduce((sum, each) => sum + each, 0) / RUNS;
    const squares = values.reduce((sum, each) => sum + (each - value) ** 2, 0);
    return { value, error: Math.sqrt(squares / (RUNS - 1) / RUNS) };
  });
}

function ofPath(path: readonly Float64Array[], last: number): number[] {
  return Array.from({ length: last + 1 }, (_, k) => {
    let sum = 0;
    for (let t = 0; t + last < path.length; t++)
      path[t]!.forEach((value, i) => (sum += value * path[t + k]![i]!));
    return sum / (path.length - last);
  });
}

/** Y_t − G along one path. */
function terms({ model, policy, beta, mean }: SimulatedTerms, run: number): Float64Array[] {
  const random = randomStream(run, 'autocovariance simulation');
  const environment = new ModelEnvironment(model);
  const { actions, probabilities } = policy.table();
  const scores = scoresByPair(policy);
  const path: Float64Array[] = [];
  let trace = new Float64Array(mean.length);
  let observation = environment.reset(random);
  for (let t = -BURN_IN; t < STEPS; t++) {
    const action = drawIndex(probabilities, observation * actions, actions, random);
    const score = scores[observation * actions + action]!;
    trace = trace.map((value, k) => beta * value + score[k]!);
    const { reward, ending, observation: next } = environment.step(action);
    if (t >= 0) path.push(trace.map((value, k) => reward * value - mean[k]!));
    if (ending !== 'none') trace.fill(0);
    observation = ending === 'none' ? next : environment.reset(random);
  }
  return path;
}
