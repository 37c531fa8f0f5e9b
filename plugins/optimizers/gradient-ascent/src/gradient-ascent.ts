import { type Optimizer, optimizer } from '@pomdp-gym/contracts';
import { addScaled } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { climb } from './climb.js';
import { stopOptions } from './stop-options.js';

const options = z.strictObject({
  step: z.number().positive().default(1).describe('Length of the first step in multiples of the gradient'),
  decay: z
    .number()
    .min(0)
    .default(0)
    .describe('Iteration k = 0, 1, … takes step / (1 + decay k); 0 keeps the step fixed'),
  ...stopOptions,
});

/**
 * θ_{k+1} = θ_k + γ_k GRAD(θ_k), γ_k = step / (1 + decay · k). A positive decay meets the conditions Σ γ_k = ∞ and
 * Σ γ_k² < ∞ of stochastic approximation (Robbins, Monro 1951).
 */
export const gradientAscent = optimizer({
  id: 'gradient-ascent',
  summary: 'Steps along the estimated gradient, of fixed or harmonically decaying length.',
  options,
  create: ({ step, decay, ...stop }): Optimizer => ({
    ascend: (start, grad, signal) =>
      climb(start, grad, signal, stop, (theta, g, k) => {
        const length = step / (1 + decay * k);
        addScaled(theta, length, g);
        return length;
      }),
  }),
});
