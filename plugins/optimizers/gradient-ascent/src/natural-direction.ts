import { type GradientEstimate, InputError } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { conjugateGradients } from './conjugate-gradients.js';

export const directionOptions = {
  damping: z
    .number()
    .min(0)
    .default(1e-3)
    .describe('Added to the diagonal of F, as a fraction of each of its entries'),
  noiseDamping: z
    .number()
    .min(0)
    .default(1e-3)
    .describe(
      'Added to the diagonal of F where estimates are noisy: parameters that the path hardly met then move along the plain gradient',
    ),
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
};

export type DirectionOptions = z.infer<z.ZodObject<typeof directionOptions>>;

/**
 * d with (F + damping · diag F + noiseDamping · 1) d = g, the last term for noisy estimates only. Throws an InputError where the
 * estimate has no Fisher matrix.
 */
export function naturalDirection(
  { gradient, fisher, exact = false }: GradientEstimate,
  chosen: DirectionOptions,
): Float64Array {
  if (!fisher)
    throw new InputError(
      'natural-gradient needs products with the Fisher matrix, and this GRAD gives none: take another optimizer.',
    );
  const added = fisher.diagonal().map((entry) => chosen.damping * entry + (exact ? 0 : chosen.noiseDamping));
  const diagonal = fisher.diagonal().map((entry, k) => entry + added[k]!);
  const product = (x: Float64Array): Float64Array =>
    fisher.times(x).map((value, k) => value + added[k]! * x[k]!);
  return conjugateGradients(product, diagonal, gradient, chosen);
}
