const [DECAY_1, DECAY_2, STABILIZER] = [0.9, 0.999, 1e-8];

/** Where Adam stands. */
export interface SavedAdam {
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly powers: readonly [number, number];
}

/** Adam (Kingma, Ba 2015, algorithm 1) with the decay rates of the paper, uphill. */
export class Adam {
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  /** β₁ᵏ and β₂ᵏ after k steps: products, since powers differ between versions of an engine. */
  private power1 = 1;
  private power2 = 1;

  constructor(parameters: number) {
    this.first = new Float64Array(parameters);
    this.second = new Float64Array(parameters);
  }

  /** Moves θ by one step along the gradient g. */
  step(theta: Float64Array, g: Float64Array, rate: number): void {
    const { first, second } = this;
    this.power1 *= DECAY_1;
    this.power2 *= DECAY_2;
    const [correction1, correction2] = [1 - this.power1, 1 - this.power2];
    for (let i = 0; i < theta.length; i++) {
      first[i] = DECAY_1 * first[i]! + (1 - DECAY_1) * g[i]!;
      second[i] = DECAY_2 * second[i]! + (1 - DECAY_2) * (g[i]! * g[i]!);
      theta[i]! += (rate * (first[i]! / correction1)) / (Math.sqrt(second[i]! / correction2) + STABILIZER);
    }
  }

  save(): SavedAdam {
    return { first: [...this.first], second: [...this.second], powers: [this.power1, this.power2] };
  }

  restore({ first, second, powers }: SavedAdam): void {
    this.first.set(first);
    this.second.set(second);
    [this.power1, this.power2] = powers;
  }
}
