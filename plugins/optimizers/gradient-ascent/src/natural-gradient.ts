import { type GradientEstimate, InputError, optimizer } from '@pomdp-gym/contracts';
import { addScaled, dot } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { Climb, type Rule } from './climb.js';
import { conjugateGradients } from './conjugate-gradients.js';
import { readSaved } from './read-saved.js';
import { stopOptions } from './stop-options.js';

const options = z.strictObject({
  longestMove: z
    .number()
    .positive()
    .default(0.3)
    .describe(
      'Length, in the metric of F + damping, of a step along the longest natural gradient so far, and so the longest, where step is relative: the law of an action changes by about half its square, in nats',
    ),
  step: z
    .enum(['relative'])
    .or(z.number().positive())
    .default('relative')
    .describe('Length of a step in multiples of the natural gradient; relative takes longestMove'),
  damping: z
    .number()
    .min(0)
    .default(1e-3)
    .describe('Added to the diagonal of F: parameters that F hardly sees then move along the plain gradient'),
  products: z
    .int()
    .min(1)
    .default(200)
    .describe('Products with F that the solution by conjugate gradients may take'),
  tolerance: z
    .number()
    .positive()
    .lt(1)
    .default(1e-8)
    .describe('The solution ends where what is left of g is this fraction of it'),
  ...stopOptions,
});

type Options = z.infer<typeof options>;

/**
 * θ ← θ + γ d with (F + damping) d = g (Kakade, NIPS 2001), where F = E[score · scoreᵀ] is taken along the path of the estimate.
 * d does not depend on how the policy is parametrised, but for the damping. Where step is relative,
 * γ = longestMove / max_{j ≤ k} |d_j| with |d|² = d · g, which is d · (F + damping) d: the same whatever the unit of reward.
 */
export const naturalGradient = optimizer({
  id: 'natural-gradient',
  summary:
    'Steps along the natural gradient: the estimate through the inverse of the Fisher matrix of the same path.',
  options,
  create: ({ iterations, epsilon, ...chosen }) =>
    new Climb({ iterations, epsilon }, () => new NaturalRule(chosen)),
});

class NaturalRule implements Rule {
  readonly request = { fisher: true };
  private longest = 0;

  constructor(private readonly chosen: Omit<Options, 'iterations' | 'epsilon'>) {}

  move(theta: Float64Array, { gradient, fisher }: GradientEstimate): number {
    if (!fisher)
      throw new InputError(
        'natural-gradient needs products with the Fisher matrix, and this GRAD gives none: take another optimizer.',
      );
    const { damping, longestMove, step } = this.chosen;
    const product = (x: Float64Array): Float64Array => {
      const image = fisher(x);
      addScaled(image, damping, x);
      return image;
    };
    const direction = conjugateGradients(product, gradient, this.chosen);
    this.longest = Math.max(this.longest, Math.sqrt(Math.max(0, dot(direction, gradient))));
    const length = step !== 'relative' ? step : this.longest > 0 ? longestMove / this.longest : 0;
    addScaled(theta, length, direction);
    return length;
  }

  save(): number {
    return this.longest;
  }

  restore(saved: unknown): void {
    this.longest = readSaved(z.number(), saved);
  }
}
