import { randomStream } from '@pomdp-gym/numerics';
import { taskMean } from '../aggregates/task-mean.js';
import { aggregateInterval } from '../intervals/aggregate-interval.js';
import type { IntervalKind } from '../intervals/interval-kind.js';
import { meanInterval } from '../intervals/mean-interval.js';
import type { ReplicateInterval } from '../intervals/replicate-interval.js';
import { Replicates } from '../replicates.js';
import type { CoverageShape } from './coverage-shapes.js';

export interface CoverageQuestion {
  readonly kind: IntervalKind;
  readonly shape: CoverageShape;
  readonly replicates: number;
  /** How many samples are drawn. */
  readonly draws: number;
  readonly seed: number;
}

/** The share of samples whose 95 % interval holds the mean of their distribution. */
export function measureCoverage({ kind, shape, replicates, draws, seed }: CoverageQuestion): number {
  const scores = randomStream(seed, 'scores', shape.law, replicates);
  const bootstrap = randomStream(seed, 'bootstrap', kind, shape.law, replicates);
  let covered = 0;
  for (let draw = 0; draw < draws; draw++) {
    const runs = Replicates.bySeed(
      Array.from({ length: replicates }, (_, run) => [run, shape.draw(scores)] as const),
    );
    const { low, high } = intervalOf(kind, runs, shape, bootstrap);
    if (low <= shape.mean && shape.mean <= high) covered++;
  }
  return covered / draws;
}

/** Without the range of the shape where the kind does not need it: clipping changes no coverage. */
function intervalOf(
  kind: IntervalKind,
  runs: Replicates,
  { range }: CoverageShape,
  random: ReturnType<typeof randomStream>,
): ReplicateInterval {
  switch (kind) {
    case 'percentile bootstrap':
    case 'BCa bootstrap':
    case 'studentised bootstrap':
      return aggregateInterval([runs], taskMean, { kind, random });
    default:
      return meanInterval(runs, { kind, ...(range && { range }) });
  }
}
