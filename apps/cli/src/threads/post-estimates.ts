import {
  type AutoEstimate,
  autoEstimates,
  createProblem,
  type GradientQuestion,
  gradientEstimates,
} from '@pomdp-gym/experiment';
import { randomStream } from '@pomdp-gym/numerics';
import type { Registry } from '@pomdp-gym/registry';

/** What `analyze --simulate` asks of a thread. */
export interface EstimatesQuestion extends GradientQuestion {
  readonly runs: number;
}

/** The estimates of one run. */
export interface Estimates {
  /** Of GPOMDP: by β, then T, then component. */
  readonly fixed: readonly (readonly (readonly number[])[])[];
  /** Of `auto`, on a path of its own: by T. */
  readonly auto: readonly AutoEstimate[];
}

/** Runs GPOMDP and `auto` as often as asked, and posts the estimates of each run. */
export async function postEstimates(
  { runs, ...question }: EstimatesQuestion,
  registry: Registry,
  post: (estimates: Estimates) => void,
): Promise<void> {
  for (let run = 0; run < runs; run++) {
    const fixed = await gradientEstimates(question, run, registry);
    post({ fixed, auto: await autoOnPath(question, run, registry) });
  }
}

function autoOnPath(
  { theta, steps, seed, ...references }: GradientQuestion,
  run: number,
  registry: Registry,
): Promise<AutoEstimate[]> {
  const random = (of: string) => randomStream(seed, 'auto', run, of);
  const randoms = { environmentRandom: random('environment'), policyRandom: random('policy') };
  return autoEstimates(createProblem(references, theta, registry), randoms, steps, registry);
}
