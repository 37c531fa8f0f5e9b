import { type Fisher, InputError, type ParametricPolicy, type StepBatch } from '@pomdp-gym/contracts';

/** The most parameters for which the matrix, of K² numbers, is kept: 32 MB. */
const MOST_PARAMETERS = 2048;

/** Σ_t s_t s_tᵀ over `steps` steps, K × K numbers row by row, as plain data. */
export interface SquaredScoreSum {
  readonly sum: Float64Array<ArrayBuffer>;
  readonly steps: number;
  /** K. */
  readonly parameters: number;
}

/** F = (1/T) Σ_t s_t s_tᵀ of a sum. */
export class SquaredScoresFisher implements Fisher {
  constructor(private readonly squares: SquaredScoreSum) {}

  times(v: Float64Array): Float64Array {
    const { parameters, sum, steps } = this.squares;
    const result = new Float64Array(parameters);
    for (let i = 0; i < parameters; i++) {
      let total = 0;
      for (let j = 0; j < parameters; j++) total += sum[i * parameters + j]! * v[j]!;
      result[i] = total / steps;
    }
    return result;
  }

  diagonal(): Float64Array {
    const { parameters, sum, steps } = this.squares;
    return Float64Array.from({ length: parameters }, (_, i) => sum[i * parameters + i]! / steps);
  }
}

/** F = (1/T) Σ_t s_t s_tᵀ over a path, as K² numbers: for policies whose steps are points of a box. */
export class FisherMatrix implements Fisher {
  private readonly size: number;
  /** Σ_t s_t s_tᵀ, row by row. */
  private readonly sum: Float64Array<ArrayBuffer>;
  private readonly score: Float64Array;
  private steps = 0;

  /** @throws InputError where the policy has more than 2048 parameters. */
  constructor(private readonly policy: ParametricPolicy) {
    this.size = policy.parameters.length;
    if (this.size > MOST_PARAMETERS) {
      throw new InputError(
        `The policy has ${this.size} parameters; its Fisher matrix along a path of points in a box is kept for at most ${MOST_PARAMETERS}: take another optimizer.`,
      );
    }
    this.sum = new Float64Array(this.size ** 2);
    this.score = new Float64Array(this.size);
  }

  update(batch: StepBatch): void {
    for (let row = 0; row < batch.length; row++) {
      this.score.fill(0);
      this.policy.addScore(batch, row, 1, this.score);
      this.addSquare();
    }
    this.steps += batch.length;
  }

  times(v: Float64Array): Float64Array {
    return new SquaredScoresFisher(this.squares()).times(v);
  }

  diagonal(): Float64Array {
    return new SquaredScoresFisher(this.squares()).diagonal();
  }

  /** The sum so far, lent. */
  squares(): SquaredScoreSum {
    return { sum: this.sum, steps: this.steps, parameters: this.size };
  }

  /** The cost is the square of the entries that are not zero. */
  private addSquare(): void {
    const { score, size, sum } = this;
    const places: number[] = [];
    for (let i = 0; i < size; i++) if (score[i] !== 0) places.push(i);
    for (const i of places) {
      for (const j of places) sum[i * size + j]! += score[i]! * score[j]!;
    }
  }
}
