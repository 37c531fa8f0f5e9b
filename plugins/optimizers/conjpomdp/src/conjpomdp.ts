import {
  type Grad,
  type GradientEstimate,
  type Iterate,
  type Optimizer,
  optimizer,
} from '@pomdp-gym/contracts';
import { addScaled, dot, scale } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { careful } from './careful.js';
import { gsearch } from './gsearch.js';

const options = z.strictObject({
  s0: z.number().positive().default(100).describe('First step every line search tries, s0'),
  epsilon: z
    .number()
    .positive()
    .default(1e-4)
    .describe('Stops where |g|^2 is below it; slopes below it end a line search'),
  maxHalvings: z
    .int()
    .min(1)
    .max(1000)
    .default(50)
    .describe('Halvings a line search may take before it stays'),
  maxDoublings: z
    .int()
    .min(1)
    .max(1000)
    .default(20)
    .describe('Doublings a line search may take before it settles for the last'),
  maxIterations: z.int().min(0).default(100).describe('Line searches before it stops'),
});

type Options = z.infer<typeof options>;

export const conjpomdp = optimizer({
  id: 'conjpomdp',
  summary: 'CONJPOMDP: conjugate gradients with GSEARCH, a line search on the sign of the gradient alone.',
  options,
  create: (chosen): Optimizer => ({
    ascend: (start, grad, signal) => careful(grad, signal, (carefully) => ascend(start, carefully, chosen)),
  }),
});

/** CONJPOMDP (Baxter, Bartlett, ICML 2000), with the Polak–Ribière γ. */
async function* ascend(
  start: Float64Array,
  grad: Grad,
  { maxIterations, ...settings }: Options,
): AsyncGenerator<Iterate, void, undefined> {
  const theta = start.slice();
  let estimate = await grad(theta.slice(), 'direction');
  let g = estimate.gradient;
  const h = g.slice();
  yield iterate(theta, estimate, { iteration: 0 });

  for (let iteration = 1; iteration <= maxIterations && dot(g, g) >= settings.epsilon; iteration++) {
    const { step, probes, capped } = yield* gsearch(grad, theta, h, settings);
    addScaled(theta, step, h);

    estimate = await grad(theta.slice(), 'direction');
    const delta = estimate.gradient;
    const gamma = (dot(delta, delta) - dot(g, delta)) / dot(g, g);
    scale(h, gamma);
    addScaled(h, 1, delta);
    const restarted = dot(h, delta) < 0;
    if (restarted) h.set(delta);
    g = delta;
    yield iterate(theta, estimate, {
      iteration,
      step,
      probes,
      capped: Number(capped),
      gamma,
      restarted: Number(restarted),
    });
  }
}

function iterate(theta: Float64Array, estimate: GradientEstimate, figures: Record<string, number>): Iterate {
  const gradientNormSquared = dot(estimate.gradient, estimate.gradient);
  return {
    kind: 'iterate',
    theta: theta.slice(),
    estimate,
    detail: { gradientNormSquared, ...figures },
  };
}
