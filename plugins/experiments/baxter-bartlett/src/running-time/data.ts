import { GpomdpAnalysis, PolicyAnalysis } from '@pomdp-gym/exact';
import { createProblem } from '@pomdp-gym/experiment';
import { dot, randomStream } from '@pomdp-gym/numerics';
import type { Laboratory } from '@pomdp-gym/reproduction';
import { bootstrapInterval, type Interval, mean, quantile } from '@pomdp-gym/statistics';
import { type ConjpomdpRuns, powersOfTwo } from '../conjpomdp-runs.js';
import { threeState } from '../three-state.js';

export const sizes = {
  full: { betas: [0, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 0.99], steps: powersOfTwo(2, 18), runs: 200 },
  quick: { betas: [0, 0.4, 0.8, 0.9], steps: powersOfTwo(2, 12), runs: 30 },
};

/** A way to say that runs at some T learn stably. */
interface Criterion {
  readonly name: string;
  readonly holds: (rewards: Float64Array) => boolean;
}

const GOOD = 0.79;

export const criteria: readonly Criterion[] = [
  { name: 'mean η at least .79', holds: (rewards) => mean(rewards) >= GOOD },
  { name: '19 of 20 runs end at .79 or more', holds: (rewards) => quantile(rewards, 0.05) >= GOOD },
];

export const [byMean, byRun] = criteria as [Criterion, Criterion];

/** The least T from which on the criterion holds, with its 95 % interval; the end of the grid doubled where none does. */
export function leastSteps(
  runs: ConjpomdpRuns,
  beta: number,
  criterion: Criterion,
  steps = runs.steps,
): Interval {
  const rewards = steps.map((T) => Float64Array.from(runs.rewards(beta, T)));
  const least = (chosen: Float64Array) => {
    const failing = rewards.findLastIndex(
      (all) => !criterion.holds(Float64Array.from(chosen, (i) => all[i]!)),
    );
    return steps[failing + 1] ?? 2 * steps.at(-1)!;
  };
  const indices = Array.from({ length: runs.runs }, (_, i) => i);
  return bootstrapInterval(indices, least, randomStream(1, 'least steps', beta), { resamples: 400 });
}

/** What decides how many steps a gradient needs at the start, θ = 0. */
export class Start {
  private readonly analysis: GpomdpAnalysis;
  private readonly squaredNorm: number;

  constructor({ registry }: Laboratory) {
    const { environment, policy } = createProblem(threeState, [0, 0, 0, 0], registry);
    const analysis = PolicyAnalysis.ofPolicy(environment.model!(), policy);
    this.analysis = new GpomdpAnalysis(analysis);
    this.squaredNorm = dot(analysis.gradient(), analysis.gradient());
  }

  /** tr lim T Cov(Δ_T) / ‖∇η‖²: the T at which noise is as large as the gradient. */
  noiseSteps(beta: number): number {
    return this.analysis.error(beta).variance / this.squaredNorm;
  }
}

export interface RunningTime {
  readonly beta: number;
  /** T at which noise is as large as the gradient at θ = 0. */
  readonly noise: number;
  readonly byMean: Interval;
  readonly byRun: Interval;
}
