import { type EstimatorQuestion, estimatorEstimates } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';

/** What `gradcheck` asks of a thread. */
export interface GradientsQuestion extends EstimatorQuestion {
  readonly runs: number;
}

/** The estimates of one run: by estimator, then T, then component. */
export type Gradients = readonly (readonly (readonly number[])[])[];

/** Runs the estimators as often as asked, and posts the estimates of each run. */
export async function postGradients(
  { runs, ...question }: GradientsQuestion,
  registry: Registry,
  post: (gradients: Gradients) => void,
): Promise<void> {
  for (let run = 0; run < runs; run++) post(await estimatorEstimates(question, run, registry));
}
