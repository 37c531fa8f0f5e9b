import { type Optimizer, optimizer } from '@pomdp-gym/contracts';
import { addScaled } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { Climb } from './climb.js';
import { stopOptions } from './stop-options.js';

const options = z.strictObject({
  longestMove: z
    .number()
    .positive()
    .default(1)
    .describe(
      'Distance in θ of a step along the largest gradient so far, and so the longest, where step is relative',
    ),
  step: z
    .enum(['relative'])
    .or(z.number().positive())
    .default('relative')
    .describe('Length of the first step in multiples of the gradient; relative takes longestMove'),
  decay: z
    .number()
    .min(0)
    .default(0)
    .describe('Iteration k = 0, 1, … takes step / (1 + decay k); 0 keeps the step fixed'),
  ...stopOptions,
});

/**
 * θ_{k+1} = θ_k + γ_k GRAD(θ_k), γ_k = step / (1 + decay · k). A positive decay meets the conditions Σ γ_k = ∞ and
 * Σ γ_k² < ∞ of stochastic approximation (Robbins, Monro 1951). Where step is relative it is longestMove / max_{j ≤ k} |g_j|: the
 * path is then the same whatever the unit of reward, and no move is longer than longestMove.
 */
export const gradientAscent = optimizer({
  id: 'gradient-ascent',
  summary: 'Steps along the estimated gradient, of fixed or harmonically decaying length.',
  options,
  create: ({ longestMove, step, decay, ...stop }): Optimizer =>
    new Climb(stop, () => ({
      move: (theta, { gradient }, k, largest) => {
        const length = (step === 'relative' ? longestMove / largest : step) / (1 + decay * k);
        addScaled(theta, length, gradient);
        return length;
      },
    })),
});
