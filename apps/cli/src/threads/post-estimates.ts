import { type GradientQuestion, gradientEstimates } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';

/** What `analyze --simulate` asks of a thread. */
export interface EstimatesQuestion extends GradientQuestion {
  readonly runs: number;
}

/** The estimates of one run: by β, then T, then component. */
export type Estimates = readonly (readonly (readonly number[])[])[];

/** Runs GPOMDP as often as asked, and posts the estimates of each run. */
export async function postEstimates(
  { runs, ...question }: EstimatesQuestion,
  registry: Registry,
  post: (estimates: Estimates) => void,
): Promise<void> {
  for (let run = 0; run < runs; run++) post(await gradientEstimates(question, run, registry));
}
