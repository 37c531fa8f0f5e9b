import type { Fisher, ParametricPolicy, StepBatch } from '@pomdp-gym/contracts';
import { CountedFisher, isCountable } from './counted-fisher.js';
import { type CountedScores, CountedScoresFisher } from './counted-scores.js';
import { FisherMatrix, SquaredScoresFisher, type SquaredScoreSum } from './fisher-matrix.js';

/** The Fisher matrix of a path as plain data, which another thread may be sent. */
export type FisherData =
  | { readonly kind: 'counted'; readonly scores: CountedScores }
  | { readonly kind: 'squares'; readonly squares: SquaredScoreSum };

/** The Fisher matrix that the data is of. */
export function fisherOf(data: FisherData): Fisher {
  return data.kind === 'counted'
    ? new CountedScoresFisher(data.scores)
    : new SquaredScoresFisher(data.squares);
}

/** F = (1/T) Σ_t s_t s_tᵀ over a path, with s_t the score of its step t (Kakade, NIPS 2001), kept as its first batch allows. */
export class PathFisher implements Fisher {
  private kept: CountedFisher | FisherMatrix | undefined;

  constructor(private readonly policy: ParametricPolicy) {}

  /** @throws InputError where a step is more than whole numbers and the policy has more than 2048 parameters. */
  update(batch: StepBatch): void {
    this.kept ??= new (isCountable(batch) ? CountedFisher : FisherMatrix)(this.policy);
    this.kept.update(batch);
  }

  times(v: Float64Array): Float64Array {
    return this.required().times(v);
  }

  diagonal(): Float64Array {
    return this.required().diagonal();
  }

  /** The matrix as it stands. */
  data(): FisherData {
    const kept = this.required();
    return kept instanceof CountedFisher
      ? { kind: 'counted', scores: kept.scores() }
      : { kind: 'squares', squares: kept.squares() };
  }

  private required(): CountedFisher | FisherMatrix {
    if (!this.kept) throw new Error('There is no Fisher matrix yet: update it with steps first.');
    return this.kept;
  }
}
