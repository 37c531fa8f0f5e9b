import { type Fisher, InputError, type ParametricPolicy, type StepBatch } from '@pomdp-gym/contracts';

/** The most parameters for which the matrix, of K² numbers, is kept: 32 MB. */
const MOST_PARAMETERS = 2048;

/** F = (1/T) Σ_t s_t s_tᵀ over a path, as K² numbers: for policies whose steps are points of a box. */
export class FisherMatrix implements Fisher {
  private readonly size: number;
  /** Σ_t s_t s_tᵀ, row by row. */
  private readonly sum: Float64Array;
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
    const { size, sum, steps } = this;
    const result = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      let total = 0;
      for (let j = 0; j < size; j++) total += sum[i * size + j]! * v[j]!;
      result[i] = total / steps;
    }
    return result;
  }

  diagonal(): Float64Array {
    return Float64Array.from({ length: this.size }, (_, i) => this.sum[i * this.size + i]! / this.steps);
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
