import {
  type Grad,
  type GradientEstimate,
  type GradRequest,
  type Iterate,
  nothingLearnt,
  type Optimizer,
} from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { readSaved } from './read-saved.js';
import { unlessAborted } from './unless-aborted.js';

/** When an ascent ends. */
export interface Stop {
  /** Gradients asked for, and moves made, at most. */
  readonly iterations: number;
  /** It ends, without a move, where |g|² is less. */
  readonly epsilon: number;
}

/** How an ascent moves: what differs between the optimizers of this package. */
export interface Rule {
  /** What it asks of GRAD for a move; a direction where it is left out. */
  readonly request?: GradRequest;
  /**
   * Moves θ in place along the estimate of the k-th iteration (k = 0, 1, …), and returns the step length it used.
   * `largest` is the largest |g| of iterations 0 … k, which is above 0: what a move that does not depend on the scale of rewards is measured by.
   */
  move(theta: Float64Array, estimate: GradientEstimate, k: number, largest: number): number;
  /** What later moves depend on, as plain data; a rule without memory has neither method. */
  save?(): unknown;
  restore?(saved: unknown): void;
}

/** All that follows an iterate: where it moves next, and what the rule remembers. */
const saved = z.object({
  next: z.array(z.number()),
  iteration: z.number(),
  step: z.number(),
  largest: z.number(),
  rule: z.unknown(),
});

/**
 * The loop that every rule here shares: ask GRAD, yield the iterate with its estimate, move; while
 * every estimate has been zero, stay and ask again. After the last move it yields where it arrived, without an estimate. An abort ends it quietly: before the
 * next question to GRAD, or in the middle of one that rejects with the signal's reason.
 */
export class Climb implements Optimizer {
  private rule: Rule;
  /** θ of the next iterate. */
  private next: Float64Array = new Float64Array(0);
  /** Iterates yielded; more than `iterations` once it has ended. */
  private iteration = 0;
  private step = 0;
  private largest = 0;
  private restored = false;

  /** @param makeRule a rule that remembers nothing yet. */
  constructor(
    private readonly stop: Stop,
    private readonly makeRule: () => Rule,
  ) {
    this.rule = makeRule();
  }

  async *ascend(
    start: Float64Array,
    grad: Grad,
    signal: AbortSignal,
  ): AsyncGenerator<Iterate, void, undefined> {
    if (!this.restored) this.begin(start);
    this.restored = false;
    const { iterations } = this.stop;
    while (this.iteration < iterations) {
      const theta = this.next.slice();
      const estimate = await unlessAborted(signal, () =>
        grad(theta.slice(), this.rule.request ?? 'direction'),
      );
      if (!estimate) return;
      yield this.stand(theta, estimate);
    }
    if (this.iteration > iterations) return;
    this.iteration++;
    const ended =
      this.largest === 0 ? `each of ${iterations} gradients was zero` : `${iterations} iterations done`;
    yield {
      kind: 'iterate',
      theta: this.next.slice(),
      detail: { iteration: iterations, step: this.step },
      ended,
    };
  }

  save(): z.infer<typeof saved> {
    const { next, iteration, step, largest, rule } = this;
    return { next: [...next], iteration, step, largest, rule: rule.save?.() ?? null };
  }

  restore(state: unknown): void {
    const data = readSaved(saved, state);
    this.next = Float64Array.from(data.next);
    this.iteration = data.iteration;
    this.step = data.step;
    this.largest = data.largest;
    this.rule = this.makeRule();
    this.rule.restore?.(data.rule);
    this.restored = true;
  }

  private begin(start: Float64Array): void {
    this.rule = this.makeRule();
    this.next = start.slice();
    this.iteration = this.step = this.largest = 0;
  }

  /** The iterate at θ; the next one is where the rule moves from there. */
  private stand(theta: Float64Array, estimate: GradientEstimate): Iterate {
    const k = this.iteration;
    const { iterations, epsilon } = this.stop;
    const gradientNormSquared = dot(estimate.gradient, estimate.gradient);
    const below =
      gradientNormSquared < epsilon ? `gradient below ε${k === 0 ? ' at the start' : ''}` : undefined;
    const ended = nothingLearnt(estimate) ?? below;
    const detail = { iteration: k, gradientNormSquared, step: this.step };
    this.iteration = ended !== undefined ? iterations + 1 : k + 1;
    this.largest = Math.max(this.largest, Math.sqrt(gradientNormSquared));
    this.step =
      ended !== undefined || this.largest === 0 ? 0 : this.rule.move(this.next, estimate, k, this.largest);
    return {
      kind: 'iterate',
      theta,
      estimate,
      detail,
      ...(ended !== undefined && { ended }),
    };
  }
}
