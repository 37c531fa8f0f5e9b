import type { PolicyAnalysis } from '@pomdp-gym/exact';
import { gradientEstimates } from '@pomdp-gym/experiment';
import type { Reference, Registry } from '@pomdp-gym/registry';
import { studentInterval } from '@pomdp-gym/statistics';
import type { Questions } from './analysis-report.js';

export interface SimulationQuestions extends Questions {
  readonly environment: Reference;
  readonly policy: Reference;
  readonly theta: readonly number[];
  readonly runs: number;
  readonly seed: number;
}

/** ‖Δ_T − ∇η‖² over independent runs: its mean and 95 % t-interval. */
export interface MeasuredError {
  readonly beta: number;
  readonly steps: number;
  readonly runs: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Runs GPOMDP as often as asked, and holds its estimates to the exact gradient. Calls `done` with the number of runs after each. */
export async function measuredErrors(
  analysis: PolicyAnalysis,
  { runs, ...questions }: SimulationQuestions,
  registry: Registry,
  done: (runs: number) => void,
): Promise<MeasuredError[]> {
  const truth = analysis.gradient();
  const steps = [...new Set(questions.steps)].sort((a, b) => a - b);
  const { betas } = questions;
  const errors = betas.map(() => steps.map((): number[] => []));
  for (let run = 0; run < runs; run++) {
    const gradients = await gradientEstimates({ ...questions, betas, steps }, run, registry);
    gradients.forEach((byStep, i) =>
      byStep.forEach((gradient, j) => errors[i]![j]!.push(squaredDistance(gradient, truth))),
    );
    done(run + 1);
  }
  return betas.flatMap((beta, i) =>
    steps.map((T, j) => {
      const { estimate, low, high } = studentInterval(errors[i]![j]!);
      return { beta, steps: T, runs, mean: estimate, low, high };
    }),
  );
}

function squaredDistance(x: readonly number[], y: Float64Array): number {
  return x.reduce((sum, value, k) => sum + (value - y[k]!) ** 2, 0);
}
