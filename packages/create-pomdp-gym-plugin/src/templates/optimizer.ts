import { type Grad, type Iterate, type Optimizer, optimizer } from '@pomdp-gym/contracts';
import { addScaled, norm } from '@pomdp-gym/numerics';
import { z } from 'zod';

// Yours: the options, each with a default and a description; lengths in the unit of θ, none in that of rewards.
const options = z.strictObject({
  length: z.number().positive().default(0.5).describe('Length of every step, in the unit of θ'),
  iterations: z.int().min(0).default(100).describe('Steps before it stops'),
});

/**
 * Yours: the rule. `grad` estimates the gradient at θ; each point that is visited is yielded, the last with the reason of the end.
 *
 * Steps of shrinking length along the gradient: θ += length / √(k + 1) · g / |g|.
 */
async function* ascend(
  start: Float64Array,
  grad: Grad,
  signal: AbortSignal,
  { length, iterations }: z.infer<typeof options>,
): AsyncGenerator<Iterate, void, undefined> {
  const theta = start.slice();
  for (let k = 0; !signal.aborted; k++) {
    const estimate = await grad(theta.slice(), 'direction');
    const size = norm(estimate.gradient);
    const ended = size === 0 ? 'zero gradient' : k === iterations ? `${k} steps done` : undefined;
    yield {
      kind: 'iterate',
      theta: theta.slice(),
      estimate,
      detail: { gradientNorm: size },
      ...(ended !== undefined && { ended }),
    };
    if (ended !== undefined) return;
    addScaled(theta, length / Math.sqrt(k + 1) / size, estimate.gradient);
  }
}

export const template = optimizer({
  id: 'template',
  summary: 'Steps along the gradient, whose length shrinks with the square root of their number.',
  options,
  create: (chosen): Optimizer => ({
    ascend: (start, grad, signal) => ascend(start, grad, signal, chosen),
  }),
});
