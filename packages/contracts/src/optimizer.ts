import type { GradientEstimate } from './estimator.js';
import type { GradPurpose, GradRequest } from './grad-request.js';
import type { ParametricPolicy } from './policy.js';
import type { Restorable } from './restorable.js';

/**
 * The paper's GRAD(θ). It is called with θ alone (for a direction), with a purpose, or with a request.
 * Where it is stopped under way it rejects with the reason of the signal that the optimizer was given. A GRAD that cannot
 * meet a request leaves it unmet and estimates as it does without: the estimate says how many steps it rests on.
 * The gradient is finite: GRAD rejects where it is not.
 */
export type Grad = (theta: Float64Array, request?: GradPurpose | GradRequest) => Promise<GradientEstimate>;

/** A point an optimizer visited. `probe`: a trial of a line search; `iterate`: where it stands now. */
export interface Iterate {
  readonly kind: 'iterate' | 'probe';
  /** θ, K numbers; the receiver's to keep. */
  readonly theta: Float64Array;
  /** The policy whose parameters θ is, where the optimizer has made another than the one it was given. */
  readonly policy?: ParametricPolicy;
  /** The estimate made at θ, where one was; from then on the optimizer leaves it as it is. */
  readonly estimate?: GradientEstimate;
  /** Figures of this optimizer's own (step length, slope along the direction, |g|² …), for whoever watches. */
  readonly detail: Readonly<Record<string, number>>;
  /**
   * In the last iterate of an ascent that ends by itself: why it ends here, in a phrase that follows "ended:", such as
   * `gradient below ε at the start`. Absent before, and where the ascent is stopped.
   */
  readonly ended?: string;
}

/**
 * Climbs by asking GRAD(θ) whenever it wants a gradient; yields every point it visits, the last `iterate` being its answer.
 * Once `signal` has aborted it asks no more and ends, quietly or with the signal's reason; an iterate that it still yields
 * is its answer then.
 * What it saves once it has yielded an iterate is gone on with by `restore` and then `ascend` from that iterate's θ,
 * which yields the points that follow it.
 */
export interface Optimizer extends Restorable {
  ascend(start: Float64Array, grad: Grad, signal: AbortSignal): AsyncGenerator<Iterate, void, undefined>;
}
