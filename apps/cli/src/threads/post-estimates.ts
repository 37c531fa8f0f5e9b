import { type EstimatorQuestion, estimatorEstimates } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';

/** What `analyze --simulate` and `gradcheck` ask of a thread. */
export interface EstimatesQuestion extends EstimatorQuestion {
  readonly runs: number;
}

/** The estimates of one run: by estimator, then T, then component. */
export type Estimates = readonly (readonly (readonly number[])[])[];

/** Runs the estimators as often as asked, and posts the estimates of each run. */
export async function postEstimates(
  { runs, ...question }: EstimatesQuestion,
  registry: Registry,
  post: (estimates: Estimates) => void,
): Promise<void> {
  for (let run = 0; run < runs; run++) post(await estimatorEstimates(question, run, registry));
}
