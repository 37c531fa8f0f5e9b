import { type GradientEstimate, type Optimizer, optimizer } from '@pomdp-gym/contracts';
import { addScaled, dot } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { Climb, type Rule } from './climb.js';
import { type DirectionOptions, directionOptions, naturalDirection } from './natural-direction.js';
import { NaturalSearch } from './natural-search.js';
import { readSaved } from './read-saved.js';
import { stopOptions } from './stop-options.js';

const options = z.strictObject({
  longestMove: z
    .number()
    .positive()
    .default(0.3)
    .describe(
      'Length, in the metric of F + damping, of a step along the longest natural gradient so far, and so the longest, where step is relative, of every step where it is even, and of the first step of a search: the law of an action changes by about half its square, in nats',
    ),
  step: z
    .enum(['relative', 'even', 'search'])
    .or(z.number().positive())
    .default('relative')
    .describe(
      'Length of a step in multiples of the natural gradient; relative and even take longestMove; search lengthens it after a rise and halves it after a fall, by a whole gradient each',
    ),
  stepDecay: z
    .number()
    .min(0)
    .default(0)
    .describe('Step k, from 0, is divided by 1 + stepDecay · k, unless it is searched for'),
  bound: z
    .number()
    .positive()
    .default(30)
    .describe('search: parameters stay within this distance of 0, so that no probability becomes 0'),
  ...directionOptions,
  ...stopOptions,
});

/**
 * θ ← θ + γ d with (F + damping · diag F) d = g (Kakade, NIPS 2001), where F = E[score · scoreᵀ] is taken along the path of the estimate.
 * d does not depend on how the policy is parametrised, but for the damping. Where step is relative,
 * γ = longestMove / max_{j ≤ k} |d_j| with |d|² = d · g, which is d · (F + damping) d: the same whatever the unit of reward.
 * Where it is even, γ = longestMove / |d_k|: every step changes the law by as much, however small the gradient, as in trust-region
 * policy optimization (Schulman et al., ICML 2015). On a plateau, where gradients vanish, it goes on at the same pace.
 */
export const naturalGradient = optimizer({
  id: 'natural-gradient',
  summary:
    'Steps along the natural gradient: the estimate through the inverse of the Fisher matrix of the same path.',
  options,
  create: ({ iterations, epsilon, step, bound, ...chosen }): Optimizer =>
    step === 'search'
      ? new NaturalSearch({ iterations, epsilon, bound, ...chosen })
      : new Climb({ iterations, epsilon }, () => new NaturalRule({ step, ...chosen })),
});

interface RuleOptions extends DirectionOptions {
  readonly step: 'relative' | 'even' | number;
  readonly longestMove: number;
  readonly stepDecay: number;
}

class NaturalRule implements Rule {
  readonly request = { fisher: true };
  private longest = 0;

  constructor(private readonly chosen: RuleOptions) {}

  move(theta: Float64Array, estimate: GradientEstimate, k: number): number {
    const direction = naturalDirection(estimate, this.chosen);
    const norm = Math.sqrt(Math.max(0, dot(direction, estimate.gradient)));
    const length = this.stepLength(norm) / (1 + this.chosen.stepDecay * k);
    addScaled(theta, length, direction);
    return length;
  }

  /** γ before it decays, where |d| = `norm`. */
  private stepLength(norm: number): number {
    const { longestMove, step } = this.chosen;
    this.longest = Math.max(this.longest, norm);
    if (typeof step === 'number') return step;
    const unit = step === 'even' ? norm : this.longest;
    return unit > 0 ? longestMove / unit : 0;
  }

  save(): number {
    return this.longest;
  }

  restore(saved: unknown): void {
    this.longest = readSaved(z.number(), saved);
  }
}
