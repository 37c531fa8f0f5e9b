import { addScaled } from '@pomdp-gym/numerics';
import { z } from 'zod';

/** Options of a penalty λ |θ|², which keeps a policy from becoming deterministic before it has tried enough. */
export const penaltyOptions = {
  penalty: z
    .number()
    .min(0)
    .default(0)
    .describe('λ: climbs η − λ |θ|² at first, in the unit of rewards (the paper: .5); 0 has no penalty'),
  penaltyStages: z
    .int()
    .min(1)
    .max(100)
    .default(3)
    .describe('Values of λ, each a tenth of the one before, before it becomes 0'),
  penaltyIterations: z
    .int()
    .min(1)
    .default(10)
    .describe('Line searches over which the gain is looked at that relaxes the penalty'),
  penaltyGain: z
    .number()
    .min(0)
    .default(0.003)
    .describe('Goes to the next λ where they gain no more than this fraction of |η − λ |θ|²|'),
};

export type PenaltyOptions = {
  readonly [Name in keyof typeof penaltyOptions]: z.infer<(typeof penaltyOptions)[Name]>;
};

export const savedPenalty = z.object({ lambda: z.number(), stage: z.number(), values: z.array(z.number()) });

/** A quadratic penalty that is relaxed in stages when progress stalls (Baxter, Bartlett, Weaver, JAIR 2001; recalled). */
export class Penalty {
  /** λ now. */
  lambda: number;
  private stage = 0;
  /** η − λ |θ|² of the last iterates, since λ is what it is. */
  private values: number[] = [];

  constructor(private readonly options: PenaltyOptions) {
    this.lambda = options.penalty;
  }

  /** The gradient of η − λ |θ|², from that of η. */
  gradient(gradient: Float64Array, theta: Float64Array): Float64Array {
    const result = gradient.slice();
    if (this.lambda > 0) addScaled(result, -2 * this.lambda, theta);
    return result;
  }

  /** Takes in what an iterate earns, η or V_γ; returns whether progress has stalled. */
  stalled(height: number, theta: Float64Array): boolean {
    const { penaltyIterations, penaltyGain } = this.options;
    const value = height - this.lambda * theta.reduce((sum, x) => sum + x * x, 0);
    this.values.push(value);
    if (this.values.length <= penaltyIterations) return false;
    const before = this.values.shift()!;
    return value - before <= penaltyGain * Math.abs(before);
  }

  /** Goes on to the next λ. */
  relax(): void {
    this.stage++;
    this.lambda = this.stage < this.options.penaltyStages ? this.lambda / 10 : 0;
    this.values = [];
  }

  save(): z.infer<typeof savedPenalty> {
    const { lambda, stage, values } = this;
    return { lambda, stage, values: [...values] };
  }

  restore({ lambda, stage, values }: z.infer<typeof savedPenalty>): void {
    this.lambda = lambda;
    this.stage = stage;
    this.values = [...values];
  }
}
