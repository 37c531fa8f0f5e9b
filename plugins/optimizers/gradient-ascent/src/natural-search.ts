import {
  type Grad,
  type GradientEstimate,
  InputError,
  type Iterate,
  nothingLearnt,
  type Optimizer,
} from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';
import { z } from 'zod';
import type { Stop } from './climb.js';
import { type DirectionOptions, naturalDirection } from './natural-direction.js';
import { readSaved } from './read-saved.js';
import { unlessAborted } from './unless-aborted.js';

export interface SearchOptions extends DirectionOptions, Stop {
  readonly longestMove: number;
  readonly bound: number;
}

/** What a step is multiplied by after a rise, and after a fall. */
const LONGER = 1.6;
const SHORTER = 0.5;

/** Falls in a row after which it ends: the step is 1e-12 of what it was. */
const MOST_FALLS = 40;

/** Stands for an estimate where GRAD has none. */
const REFUSED = 'refused';

const numbers = z.array(z.number());

const saved = z.object({
  base: numbers,
  direction: numbers,
  step: z.number(),
  value: z.number().nullable(),
  iteration: z.number(),
  falls: z.number(),
  ended: z.string().nullable(),
  finished: z.boolean(),
});

/**
 * Moves along the natural gradient by steps that grow by 1.6 after a rise and are halved, from the same point, after a fall. Where
 * estimates are exact and have a value, a rise is a higher value; else it is a gradient at the trial that still points
 * along the direction. Each trial is one GRAD, and counts as an iteration. Trials that fall are yielded as probes. A trial
 * where GRAD rejects with an InputError is a fall: the exact estimator refuses parameters whose chain mixes too slowly for double
 * precision. At the point where the search begins the error is passed on.
 */
export class NaturalSearch implements Optimizer {
  /** Where it stands, and the direction of the next trial, which is zero before the first estimate. */
  private base: Float64Array = new Float64Array(0);
  private direction: Float64Array = new Float64Array(0);
  /** 0 while no direction was found. */
  private step = 0;
  /** The exact value at the base. */
  private value: number | null = null;
  private iteration = 0;
  /** Falls since the last rise. */
  private falls = 0;
  private ended: string | null = null;
  /** Whether the last iterate is yielded. */
  private finished = false;
  private restored = false;

  constructor(private readonly chosen: SearchOptions) {}

  async *ascend(
    start: Float64Array,
    grad: Grad,
    signal: AbortSignal,
  ): AsyncGenerator<Iterate, void, undefined> {
    if (!this.restored) this.begin(start);
    this.restored = false;
    while (this.ended === null) {
      const theta = this.trial();
      const estimate = await unlessAborted(signal, () => this.unlessRefused(grad, theta));
      if (estimate === undefined) return;
      yield estimate === REFUSED ? this.passOver(theta) : this.judge(theta, estimate);
    }
    if (this.finished) return;
    this.finished = true;
    yield { kind: 'iterate', theta: this.base.slice(), detail: this.detail(), ended: this.ended };
  }

  save(): z.infer<typeof saved> {
    const { base, direction, step, value, iteration, falls, ended, finished } = this;
    return {
      base: [...base],
      direction: [...direction],
      step,
      value,
      iteration,
      falls,
      ended,
      finished,
    };
  }

  restore(state: unknown): void {
    const { base, direction, ...rest } = readSaved(saved, state);
    Object.assign(this, rest);
    this.base = Float64Array.from(base);
    this.direction = Float64Array.from(direction);
    this.restored = true;
  }

  private begin(start: Float64Array): void {
    this.base = start.slice();
    this.direction = new Float64Array(start.length);
    this.step = this.iteration = this.falls = 0;
    this.value = this.ended = null;
    this.finished = false;
  }

  private trial(): Float64Array {
    const { base, direction, step } = this;
    if (step === 0) return base.slice();
    const { bound } = this.chosen;
    return base.map((x, k) => Math.max(-bound, Math.min(bound, x + step * direction[k]!)));
  }

  private async unlessRefused(grad: Grad, theta: Float64Array): Promise<GradientEstimate | typeof REFUSED> {
    try {
      return await grad(theta.slice(), { fisher: true });
    } catch (error) {
      if (this.step > 0 && error instanceof InputError) return REFUSED;
      throw error;
    }
  }

  /** The trial at θ, where GRAD was refused. */
  private passOver(theta: Float64Array): Iterate {
    this.iteration++;
    const detail = { ...this.detail(), refused: 1 };
    this.fall();
    this.endInTime();
    return { kind: 'probe', theta, detail };
  }

  private judge(theta: Float64Array, estimate: GradientEstimate): Iterate {
    const risen = this.step === 0 || this.rises(estimate);
    this.iteration++;
    const detail = { ...this.detail(), gradientNormSquared: dot(estimate.gradient, estimate.gradient) };
    if (risen) this.stand(theta, estimate);
    else this.fall();
    this.endInTime();
    return { kind: risen ? 'iterate' : 'probe', theta, estimate, detail };
  }

  private endInTime(): void {
    const { iterations } = this.chosen;
    if (this.iteration >= iterations) this.ended ??= `${iterations} iterations done`;
  }

  private detail() {
    return { iteration: this.iteration, step: this.step };
  }

  private rises({ gradient, value, exact = false }: GradientEstimate): boolean {
    if (exact && value !== undefined && this.value !== null) return value > this.value;
    return dot(gradient, this.direction) > 0;
  }

  private stand(theta: Float64Array, estimate: GradientEstimate): void {
    const { gradient, value, exact = false } = estimate;
    this.base = theta.slice();
    this.value = exact ? (value ?? null) : null;
    this.falls = 0;
    this.direction = naturalDirection(estimate, this.chosen);
    const squared = dot(this.direction, gradient);
    if (this.step > 0) this.step *= LONGER;
    else if (squared > 0) this.step = this.chosen.longestMove / Math.sqrt(squared);
    this.ended = nothingLearnt(estimate) ?? null;
    if (this.ended !== null) return;
    if (dot(gradient, gradient) < this.chosen.epsilon) this.ended = 'gradient below ε';
    else if (exact && !(squared > 0)) this.ended = 'the gradient is zero';
  }

  private fall(): void {
    this.falls++;
    this.step *= SHORTER;
    if (this.falls >= MOST_FALLS) this.ended = 'no step along the natural gradient rises';
  }
}
