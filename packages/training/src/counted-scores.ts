import type { Fisher } from '@pomdp-gym/contracts';

/** The choices of a path with their scores, as plain data: s_c has `values[k]` at `indices[k]`, for k from offsets[c] to offsets[c + 1]. */
export interface CountedScores {
  readonly counts: Float64Array<ArrayBuffer>;
  readonly offsets: Int32Array<ArrayBuffer>;
  readonly indices: Int32Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
  readonly steps: number;
  /** K. */
  readonly parameters: number;
}

/** F = (1/T) Σ_c n_c s_c s_cᵀ of choices as they were counted. */
export class CountedScoresFisher implements Fisher {
  constructor(private readonly scores: CountedScores) {}

  times(v: Float64Array): Float64Array {
    const { indices, values } = this.scores;
    const product = new Float64Array(v.length);
    this.eachChoice((share, begin, end) => {
      let along = 0;
      for (let k = begin; k < end; k++) along += values[k]! * v[indices[k]!]!;
      for (let k = begin; k < end; k++) product[indices[k]!]! += share * along * values[k]!;
    });
    return product;
  }

  diagonal(): Float64Array {
    const { indices, parameters, values } = this.scores;
    const diagonal = new Float64Array(parameters);
    this.eachChoice((share, begin, end) => {
      for (let k = begin; k < end; k++) diagonal[indices[k]!]! += share * values[k]! ** 2;
    });
    return diagonal;
  }

  /** Calls with n_c / T and where the entries of s_c stand, choice by choice. */
  private eachChoice(call: (share: number, begin: number, end: number) => void): void {
    const { counts, offsets, steps } = this.scores;
    for (let c = 0; c < counts.length; c++) call(counts[c]! / steps, offsets[c]!, offsets[c + 1]!);
  }
}
