import { type Grad, heightOf, type Iterate, type Optimizer, optimizer } from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { optimizerOption } from './optimizer-option.js';
import { readSaved, savedBy } from './saving.js';

const options = z.strictObject({
  ...optimizerOption,
  iterates: z
    .int()
    .min(1)
    .default(10)
    .describe('Iterates in a row after which an ascent without gain is ended'),
  gain: z
    .number()
    .min(0)
    .default(0.003)
    .describe('The gain that they must exceed, as a fraction of the largest |η| seen'),
  noisy: z
    .int()
    .min(1)
    .default(3)
    .describe('Iterates in a row whose gradients are no larger than their noise, after which it is ended'),
  noise: z
    .number()
    .positive()
    .default(2)
    .describe('A gradient is no larger than its noise where |g| is at most so many times its standard error'),
});

type Options = z.infer<typeof options>;

/**
 * Ends an ascent that leads nowhere: on a plateau. Either of two rules ends it: the best of the last iterates is hardly above
 * what came before, or the gradients are no larger than their noise, |g|² ≤ noise² Σ_k se_k² (estimates without a standard error
 * are left to the first rule).
 */
export const plateau = optimizer({
  id: 'plateau',
  summary: 'Climbs by another optimizer, and ends an ascent that gains nothing more or meets noise alone.',
  options,
  create: ({ optimizer: inner, ...chosen }, random, policy): Optimizer =>
    new Plateau(inner.create(random, policy), chosen),
});

const saved = z.object({
  largest: z.number(),
  best: z.number().nullable(),
  idle: z.number(),
  noisy: z.number(),
  ended: z.boolean(),
  inner: z.unknown(),
});

class Plateau implements Optimizer {
  /** The largest |η| so far, the η that was gained last, and the iterates since. */
  private largest = 0;
  private best: number | null = null;
  private idle = 0;
  private noisy = 0;
  private ended = false;
  private restored = false;

  constructor(
    private readonly inner: Optimizer,
    private readonly chosen: Omit<Options, 'optimizer'>,
  ) {}

  async *ascend(
    start: Float64Array,
    grad: Grad,
    signal: AbortSignal,
  ): AsyncGenerator<Iterate, void, undefined> {
    if (!this.restored) this.begin();
    this.restored = false;
    if (this.ended) return;
    for await (const point of this.inner.ascend(start, grad, signal)) {
      const why = point.ended ?? (point.kind === 'iterate' ? this.judge(point) : undefined);
      this.ended = why !== undefined;
      yield why === undefined ? point : { ...point, ended: why };
      if (this.ended) return;
    }
  }

  save(): z.infer<typeof saved> {
    const { largest, best, idle, noisy, ended, inner } = this;
    return { largest, best, idle, noisy, ended, inner: savedBy(inner) };
  }

  restore(state: unknown): void {
    const { largest, best, idle, noisy, ended, inner } = readSaved(saved, state);
    this.largest = largest;
    this.best = best;
    this.idle = idle;
    this.noisy = noisy;
    this.ended = ended;
    this.inner.restore?.(inner);
    this.restored = true;
  }

  private begin(): void {
    this.largest = this.idle = this.noisy = 0;
    this.best = null;
    this.ended = false;
  }

  /** Why the ascent ends at an iterate, if it does. */
  private judge({ estimate }: Iterate): string | undefined {
    if (!estimate) return undefined;
    const { iterates, gain, noisy, noise } = this.chosen;
    this.noisy = isNoise(estimate.gradient, estimate.standardError, noise) ? this.noisy + 1 : 0;
    if (this.noisy >= noisy) return `plateau: ${noisy} gradients in a row within their noise`;
    const height = heightOf(estimate);
    this.largest = Math.max(this.largest, Math.abs(height));
    if (this.best === null || height - this.best > gain * this.largest) {
      this.best = height;
      this.idle = 0;
    } else this.idle++;
    return this.idle >= iterates ? `plateau: ${iterates} iterates gained nothing to speak of` : undefined;
  }
}

function isNoise(gradient: Float64Array, error: Float64Array | undefined, noise: number): boolean {
  return error !== undefined && dot(gradient, gradient) <= noise ** 2 * dot(error, error);
}
