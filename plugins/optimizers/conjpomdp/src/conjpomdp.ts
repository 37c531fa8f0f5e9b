import {
  type Grad,
  type GradientEstimate,
  heightOf,
  InputError,
  type Iterate,
  nothingLearnt,
  type Optimizer,
  optimizer,
} from '@pomdp-gym/contracts';
import { addScaled, dot, norm, scale } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { type LineSearchResult, gsearch } from './gsearch.js';
import { lineSearchOptions, lineSearchRequest } from './line-search-options.js';
import { Penalty, penaltyOptions, savedPenalty } from './penalty.js';
import { untilAborted } from './until-aborted.js';

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
  longestMove: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .describe('Greatest distance in θ that a line search goes; null sets no bound'),
  ...lineSearchOptions,
  ...penaltyOptions,
});

type Options = z.infer<typeof options>;

export const conjpomdp = optimizer({
  id: 'conjpomdp',
  summary: 'CONJPOMDP: conjugate gradients with GSEARCH, a line search on the sign of the gradient alone.',
  options,
  create: (chosen): Optimizer => new Conjpomdp(chosen),
});

/** All that the searches after an iterate depend on, besides θ. */
const saved = z.object({
  g: z.array(z.number()),
  h: z.array(z.number()),
  epsilon: z.number(),
  iteration: z.number(),
  ended: z.string().nullable(),
  penalty: savedPenalty,
});

/** CONJPOMDP (Baxter, Bartlett, ICML 2000), with the Polak–Ribière γ. */
class Conjpomdp implements Optimizer {
  /** The gradient where it stands, and the direction of the next search. */
  private g: Float64Array = new Float64Array(0);
  private h: Float64Array = new Float64Array(0);
  private epsilon = 0;
  private iteration = 0;
  private ended: string | undefined;
  private penalty: Penalty;
  private restored = false;

  constructor(private readonly chosen: Options) {
    this.penalty = new Penalty(chosen);
  }

  ascend(start: Float64Array, grad: Grad, signal: AbortSignal): AsyncGenerator<Iterate, void, undefined> {
    return untilAborted(grad, signal, (ask) => this.climb(start.slice(), ask));
  }

  save(): z.infer<typeof saved> {
    const { g, h, epsilon, iteration, ended = null, penalty } = this;
    return { g: [...g], h: [...h], epsilon, iteration, ended, penalty: penalty.save() };
  }

  restore(state: unknown): void {
    const { data } = saved.safeParse(state);
    if (!data || data.g.length !== data.h.length)
      throw new InputError('This is no ascent that was saved by conjpomdp.');
    this.g = Float64Array.from(data.g);
    this.h = Float64Array.from(data.h);
    this.epsilon = data.epsilon;
    this.iteration = data.iteration;
    this.ended = data.ended ?? undefined;
    this.penalty.restore(data.penalty);
    this.restored = true;
  }

  private async *climb(theta: Float64Array, grad: Grad): AsyncGenerator<Iterate, void, undefined> {
    if (this.restored) this.restored = false;
    else yield this.begin(theta, await grad(theta.slice(), 'direction'));
    while (this.ended === undefined) {
      const found = yield* this.search(theta, grad);
      addScaled(theta, found.step, this.h);
      yield this.arrive(theta, await grad(theta.slice(), 'direction'), found);
    }
  }

  private begin(theta: Float64Array, estimate: GradientEstimate): Iterate {
    const { epsilon, tolerance } = this.chosen;
    this.penalty = new Penalty(this.chosen);
    this.iteration = 0;
    this.g = this.penalty.gradient(estimate.gradient, theta);
    this.h = this.g.slice();
    const { gradient } = estimate;
    this.epsilon = epsilon === 'relative' ? tolerance * dot(gradient, gradient) : epsilon;
    return this.stand(theta, estimate, {});
  }

  private search(theta: Float64Array, grad: Grad): AsyncGenerator<Iterate, LineSearchResult, undefined> {
    const { chosen, epsilon, g, h, iteration } = this;
    const length = norm(h) || 1;
    return gsearch(grad, theta, h, {
      ...chosen,
      epsilon,
      s0: chosen.s0 === 'relative' ? chosen.firstMove / length : chosen.s0,
      longest: chosen.longestMove === null ? Infinity : chosen.longestMove / length,
      penalty: this.penalty.lambda,
      request: (offset) => lineSearchRequest(chosen, h, offset, iteration + 1, dot(g, h)),
    });
  }

  /** Makes the direction of the next search where the last one led. */
  private arrive(
    theta: Float64Array,
    estimate: GradientEstimate,
    { step, probes, capped, bracket }: LineSearchResult,
  ): Iterate {
    const { g, h } = this;
    const delta = this.penalty.gradient(estimate.gradient, theta);
    const gamma = (dot(delta, delta) - dot(g, delta)) / dot(g, g);
    scale(h, gamma);
    addScaled(h, 1, delta);
    const restarted = dot(h, delta) < 0;
    if (restarted) h.set(delta);
    this.g = delta;
    this.iteration++;
    const ends = bracket && { bracketNear: bracket[0], bracketFar: bracket[1] };
    const figures = { step, probes, capped: Number(capped), ...ends, gamma, restarted: Number(restarted) };
    return this.stand(theta, estimate, figures);
  }

  /** The iterate, its penalty relaxed where progress has stalled or the gradient is small. */
  private stand(theta: Float64Array, estimate: GradientEstimate, figures: Record<string, number>): Iterate {
    const { penalty, chosen, iteration } = this;
    let relaxes = penalty.lambda > 0 && penalty.stalled(heightOf(estimate), theta);
    while (penalty.lambda > 0 && (relaxes || dot(this.g, this.g) <= this.epsilon)) {
      penalty.relax();
      this.g = penalty.gradient(estimate.gradient, theta);
      this.h = this.g.slice();
      relaxes = false;
    }
    this.ended = nothingLearnt(estimate) ?? this.reason();
    const gradientNormSquared = dot(this.g, this.g);
    return {
      kind: 'iterate',
      theta: theta.slice(),
      estimate,
      detail: {
        gradientNormSquared,
        iteration,
        ...figures,
        ...(chosen.penalty > 0 && { penalty: penalty.lambda }),
      },
      ...(this.ended !== undefined && { ended: this.ended }),
    };
  }

  /** Why the ascent ends here, if it does. */
  private reason(): string | undefined {
    const { g, epsilon, iteration, penalty } = this;
    const { maxIterations } = this.chosen;
    const where = iteration === 0 ? ' at the start' : '';
    const squared = dot(g, g);
    if (penalty.lambda === 0 && squared === 0) return `zero gradient${where}`;
    if (penalty.lambda === 0 && squared < epsilon) return `gradient below ε${where}`;
    return iteration >= maxIterations ? `${maxIterations} line searches done` : undefined;
  }
}
