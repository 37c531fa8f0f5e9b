import { type Grad, type GradRequest, readGradRequest } from '@pomdp-gym/contracts';
import { type GradSettings, requireFinite, withBlocks } from './create-grad.js';
import { meanEstimate } from './mean-estimate.js';
import { fisherOf } from './path-fisher.js';
import type { PathEstimate, PathJob } from './path-job.js';
import { refuseSavedGrad, type RestorableGrad } from './restorable-grad.js';
import { z } from 'zod';

/** The gradients so far, which name the streams of the next. */
const savedGrad = z.strictObject({ gradients: z.int().min(0) });

export interface MeanGradSettings {
  /** P, the most paths; a gradient of fewer steps has a path of one step each. */
  readonly paths: number;
  readonly steps: GradSettings['steps'];
  /** Does the paths of a gradient, in any order, in any threads; the estimates are in the order of the jobs. */
  run(jobs: readonly PathJob[], request: GradRequest): Promise<readonly PathEstimate[]>;
}

/**
 * GRAD over P independent paths, each from a reset, whose steps sum to T; the estimate is their mean. A path draws from streams that the
 * number of the path and that of the gradient name, so the bits are the same wherever it runs. Each path ends by its own estimator
 * where that chooses T. It leaves the request `enough` unmet: no path sees the others.
 */
export function createMeanGrad({ paths, steps, run }: MeanGradSettings): RestorableGrad {
  let gradients = 0;
  const grad: Grad = async (theta, request) => {
    const asked = readGradRequest(request);
    const jobs = jobsOf(theta, withBlocks(asked, steps), paths, asked.stream ?? gradients++);
    const estimates = await run(jobs, asked);
    const mean = meanEstimate(
      estimates.map(({ estimate, fisher }) => ({ ...estimate, ...(fisher && { fisher: fisherOf(fisher) }) })),
    );
    return requireFinite(mean);
  };
  return Object.assign(grad, {
    save: () => ({ gradients }),
    restore: (saved: unknown) => ({ gradients } = savedGrad.safeParse(saved).data ?? refuseSavedGrad()),
  });
}

/** The paths of a gradient of T steps: T mod P of them have a step more than the others. */
function jobsOf(
  theta: Float64Array,
  request: ReturnType<typeof withBlocks>,
  most: number,
  stream: string | number,
): PathJob[] {
  const { steps, every, direction, sign, fisher } = request;
  const paths = Math.min(most, steps);
  const part = Math.floor(steps / paths);
  return Array.from({ length: paths }, (_, path) => ({
    theta,
    steps: part + Number(path < steps % paths),
    stream: [path, stream],
    ...(every !== undefined && { every: Math.ceil(every / paths) }),
    ...(direction && { direction }),
    ...(sign && { sign }),
    ...(fisher && { fisher }),
  }));
}
