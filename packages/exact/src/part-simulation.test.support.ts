import type { FiniteModel } from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { addScaled, drawIndex, randomStream } from '@pomdp-gym/numerics';
import { scoresByPair } from './gpomdp-simulation.test.support.js';
import type { Softmax } from './softmax.test.support.js';

export interface SimulatedParts {
  readonly model: FiniteModel;
  readonly policy: Softmax;
  readonly beta: number;
  /** Ages 0 … last are taken apart; older credit is one part. */
  readonly last: number;
}

/** A covariance over runs with its standard error. */
export interface MeasuredPart {
  readonly value: number;
  readonly error: number;
}

const [RUNS, STEPS, BURN_IN] = [400, 2000, 100];

/** T · cov of each part of GPOMDP's estimate with the whole, over 400 paths of 2000 steps: ages 0 … last and older, then observations. */
export function simulatedParts(setting: SimulatedParts): MeasuredPart[] {
  const runs = Array.from({ length: RUNS }, (_, run) => simulated(setting, run));
  const centre = (index: number, k: number) => runs.reduce((sum, parts) => sum + parts[index]![k]!, 0) / RUNS;
  const parameters = setting.policy.parameters.map((_, k) => k);
  const whole = runs[0]!.length - 1;
  return Array.from({ length: whole }, (_, part) => {
    const means = Array.from(parameters, (k) => [centre(part, k), centre(whole, k)] as const);
    const products = runs.map((parts) =>
      means.reduce((sum, [a, b], k) => sum + STEPS * (parts[part]![k]! - a) * (parts[whole]![k]! - b), 0),
    );
    const value = products.reduce((sum, product) => sum + product, 0) / (RUNS - 1);
    const squares = products.reduce((sum, product) => sum + (product - value) ** 2, 0);
    return { value, error: Math.sqrt(squares / (RUNS - 1) / RUNS) };
  });
}

/** The parts of one estimate, the estimate itself last. */
function simulated({ model, policy, beta, last }: SimulatedParts, run: number): Float64Array[] {
  const random = randomStream(run, 'part simulation');
  const environment = new ModelEnvironment(model);
  const { actions, observations, probabilities } = policy.table();
  const scores = scoresByPair(policy);
  const empty = () => new Float64Array(policy.parameters.length);
  const parts = Array.from({ length: last + 2 + observations + 1 }, empty);
  let past: { readonly score: Float64Array; readonly observation: number }[] = [];
  let observation = environment.reset(random);
  for (let t = -BURN_IN; t < STEPS; t++) {
    const action = drawIndex(probabilities, observation * actions, actions, random);
    past.unshift({ score: scores[observation * actions + action]!, observation });
    past.length = Math.min(past.length, 30); // .6 ** 30 is below 1e-6
    const { reward, ending, observation: next } = environment.step(action);
    if (t >= 0) {
      past.forEach(({ score, observation: seen }, age) => {
        const credit = (reward * beta ** age) / STEPS;
        addScaled(parts[Math.min(age, last + 1)]!, credit, score);
        addScaled(parts[last + 2 + seen]!, credit, score);
        addScaled(parts.at(-1)!, credit, score);
      });
    }
    if (ending !== 'none') past = [];
    observation = ending === 'none' ? next : environment.reset(random);
  }
  return parts;
}
