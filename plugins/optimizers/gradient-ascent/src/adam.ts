import { type GradientEstimate, type Optimizer, optimizer } from '@pomdp-gym/contracts';
import { power } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { Climb, type Rule } from './climb.js';
import { readSaved } from './read-saved.js';
import { stopOptions } from './stop-options.js';

const decayRate = z.number().min(0).lt(1);

const options = z.strictObject({
  step: z.number().positive().default(0.1).describe('Step length, alpha: about how far each parameter moves'),
  beta1: decayRate.default(0.9).describe('Decay of the running mean of gradients'),
  beta2: decayRate.default(0.999).describe('Decay of the running mean of their squares'),
  relativeStabilizer: z
    .number()
    .positive()
    .default(1e-8)
    .describe(
      'Fraction of the largest |g| so far that is added to the root it divides by, where stabilizer is relative',
    ),
  stabilizer: z
    .enum(['relative'])
    .or(z.number().positive())
    .default('relative')
    .describe(
      'Added to the root it divides by, epsilon (the paper: 1e-8); relative takes relativeStabilizer',
    ),
  ...stopOptions,
});

type Options = z.infer<typeof options>;

/** Adam (Kingma, Ba 2015, algorithm 1), uphill. */
export const adam = optimizer({
  id: 'adam',
  summary: 'Adam: steps scaled for each parameter by running moments of its gradient.',
  options,
  create: (chosen): Optimizer => new Climb(chosen, () => new AdamRule(chosen)),
});

const saved = z.object({ m: z.array(z.number()), v: z.array(z.number()) });

class AdamRule implements Rule {
  /** First and second moments of each component; none before the first move. */
  private m: Float64Array | undefined;
  private v: Float64Array | undefined;

  constructor(private readonly chosen: Options) {}

  move(theta: Float64Array, { gradient: g }: GradientEstimate, k: number, largest: number): number {
    const { step, beta1, beta2, relativeStabilizer } = this.chosen;
    const m = (this.m ??= new Float64Array(theta.length));
    const v = (this.v ??= new Float64Array(theta.length));
    const stabilizer =
      this.chosen.stabilizer === 'relative' ? relativeStabilizer * largest : this.chosen.stabilizer;
    const correction1 = 1 - power(beta1, k + 1);
    const correction2 = 1 - power(beta2, k + 1);
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i]! + (1 - beta1) * g[i]!;
      v[i] = beta2 * v[i]! + (1 - beta2) * (g[i]! * g[i]!);
      theta[i]! += (step * (m[i]! / correction1)) / (Math.sqrt(v[i]! / correction2) + stabilizer);
    }
    return step;
  }

  save(): z.infer<typeof saved> | null {
    return this.m && this.v ? { m: [...this.m], v: [...this.v] } : null;
  }

  restore(state: unknown): void {
    const found = readSaved(saved.nullable(), state);
    this.m = found ? Float64Array.from(found.m) : undefined;
    this.v = found ? Float64Array.from(found.v) : undefined;
  }
}
