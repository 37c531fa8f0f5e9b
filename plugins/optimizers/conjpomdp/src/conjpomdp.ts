import {
  type Grad,
  type GradientEstimate,
  type Iterate,
  type Optimizer,
  optimizer,
} from '@pomdp-gym/contracts';
import { addScaled, dot, norm, scale } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { careful } from './careful.js';
import { gsearch } from './gsearch.js';

/** The distance in θ at which a softmax policy begins to favour an action: its log-odds change by about as much. */
const FIRST_MOVE = 1;

const TOLERANCE = 1e-6;

/** In the unit of the rewards, or relative to what the ascent finds. */
const relativeOr = z.enum(['relative']).or(z.number().positive());

const options = z.strictObject({
  firstMove: z
    .number()
    .positive()
    .default(FIRST_MOVE)
    .describe('Distance in θ that every line search tries first, where s0 is relative'),
  tolerance: z
    .number()
    .positive()
    .lt(1)
    .default(TOLERANCE)
    .describe('ε as a fraction of the first |g|^2, where epsilon is relative'),
  s0: relativeOr
    .default('relative')
    .describe('First step every line search tries, s0, in multiples of its direction (the paper: 100)'),
  epsilon: relativeOr
    .default('relative')
    .describe('ε: stops where |g|^2 is below it, and line searches where slopes are (the paper: 1e-4)'),
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
  chosen: Options,
): AsyncGenerator<Iterate, void, undefined> {
  const theta = start.slice();
  let estimate = await grad(theta.slice(), 'direction');
  let g = estimate.gradient;
  const h = g.slice();
  const epsilon = chosen.epsilon === 'relative' ? chosen.tolerance * dot(g, g) : chosen.epsilon;
  let ended = endOf(g, epsilon, 0, chosen);
  yield iterate(theta, estimate, { iteration: 0 }, ended);

  for (let iteration = 1; ended === undefined; iteration++) {
    const s0 = chosen.s0 === 'relative' ? chosen.firstMove / (norm(h) || 1) : chosen.s0;
    const { step, probes, capped } = yield* gsearch(grad, theta, h, { ...chosen, s0, epsilon });
    addScaled(theta, step, h);

    estimate = await grad(theta.slice(), 'direction');
    const delta = estimate.gradient;
    const gamma = (dot(delta, delta) - dot(g, delta)) / dot(g, g);
    scale(h, gamma);
    addScaled(h, 1, delta);
    const restarted = dot(h, delta) < 0;
    if (restarted) h.set(delta);
    g = delta;
    ended = endOf(g, epsilon, iteration, chosen);
    const figures = { iteration, step, probes, capped: Number(capped), gamma, restarted: Number(restarted) };
    yield iterate(theta, estimate, figures, ended);
  }
}

/** Why the ascent ends after so many line searches, if it does. */
function endOf(
  g: Float64Array,
  epsilon: number,
  iteration: number,
  { maxIterations }: Options,
): string | undefined {
  const where = iteration === 0 ? ' at the start' : '';
  const squared = dot(g, g);
  if (squared === 0) return `zero gradient${where}`;
  if (squared < epsilon) return `gradient below ε${where}`;
  return iteration >= maxIterations ? `${maxIterations} line searches done` : undefined;
}

function iterate(
  theta: Float64Array,
  estimate: GradientEstimate,
  figures: Record<string, number>,
  ended: string | undefined,
): Iterate {
  const gradientNormSquared = dot(estimate.gradient, estimate.gradient);
  return {
    kind: 'iterate',
    theta: theta.slice(),
    estimate,
    detail: { gradientNormSquared, ...figures },
    ...(ended !== undefined && { ended }),
  };
}
