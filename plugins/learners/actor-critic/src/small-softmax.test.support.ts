import type { ParametricPolicy, Random, Spaces, StepBatch } from '@pomdp-gym/contracts';
import { drawIndex, logSumExp, softmax } from '@pomdp-gym/numerics';

/** The spaces of the policy below. */
export const spaces: Spaces = {
  observationSpace: { kind: 'discrete', size: 3 },
  actionSpace: { kind: 'discrete', size: 2 },
};

/** μ(u | y) ∝ exp θ_{y,u} over three observations and two actions. */
export class SmallSoftmax implements ParametricPolicy {
  readonly parameters = new Float64Array(6);
  private random: Random | undefined;

  constructor(theta: readonly number[] = []) {
    this.parameters.set(theta);
  }

  reset(random: Random): void {
    this.random = random;
  }

  act(observation: number): number {
    return drawIndex(this.law(observation), 0, 2, this.random!);
  }

  logProbability({ observations, actions }: StepBatch, row: number): number {
    const begin = 2 * observations.values[row]!;
    return this.parameters[begin + actions.values[row]!]! - logSumExp(this.parameters, begin, 2);
  }

  addScore({ observations, actions }: StepBatch, row: number, weight: number, into: Float64Array): void {
    const y = observations.values[row]!;
    this.law(y).forEach((p, u) => (into[2 * y + u]! += weight * (Number(u === actions.values[row]) - p)));
  }

  /** μ(· | y) */
  law(y: number): Float64Array {
    const law = this.parameters.slice(2 * y, 2 * y + 2);
    softmax(law, 0, 2);
    return law;
  }
}

/** Rows of observations, actions and rewards as a batch. */
export function batchOf(
  rows: readonly (readonly [y: number, u: number, reward: number])[],
  end: Pick<StepBatch, 'ending' | 'next'> = { ending: 'none', next: 0 },
): StepBatch {
  return {
    length: rows.length,
    observations: { width: 0, values: Int32Array.from(rows, ([y]) => y) },
    actions: { width: 0, values: Int32Array.from(rows, ([, u]) => u) },
    rewards: Float64Array.from(rows, ([, , r]) => r),
    ...end,
  };
}
