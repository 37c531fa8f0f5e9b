import type { Grad, GradientEstimate, Iterate } from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';

/** When an ascent ends. */
export interface Stop {
  /** Gradients asked for, and moves made, at most. */
  readonly iterations: number;
  /** It ends, without a move, where |g|² is less. */
  readonly epsilon: number;
}

/**
 * Moves θ in place along the estimate g of the k-th iteration (k = 0, 1, …), and returns the step length it used.
 * `largest` is the largest |g| of iterations 0 … k, which is above 0: what a move that does not depend on the scale of rewards is measured by.
 */
export type Move = (theta: Float64Array, g: Float64Array, k: number, largest: number) => number;

/**
 * The loop that every rule here shares: ask GRAD, yield the iterate with its estimate, move; while
 * every estimate has been zero, stay and ask again. After the last move it yields where it arrived, without an estimate. An abort ends it quietly: before the
 * next question to GRAD, or in the middle of one that rejects with the signal's reason.
 */
export async function* climb(
  start: Float64Array,
  grad: Grad,
  signal: AbortSignal,
  { iterations, epsilon }: Stop,
  move: Move,
): AsyncGenerator<Iterate, void, undefined> {
  const theta = start.slice();
  let step = 0;
  let largest = 0;
  for (let k = 0; k < iterations; k++) {
    const estimate = await unlessAborted(signal, () => grad(theta.slice(), 'direction'));
    if (!estimate) return;
    const g = estimate.gradient;
    const gradientNormSquared = dot(g, g);
    const below = gradientNormSquared < epsilon;
    yield {
      kind: 'iterate',
      theta: theta.slice(),
      estimate,
      detail: { iteration: k, gradientNormSquared, step },
      ...(below && { ended: `gradient below ε${k === 0 ? ' at the start' : ''}` }),
    };
    if (below) return;
    largest = Math.max(largest, Math.sqrt(gradientNormSquared));
    step = largest === 0 ? 0 : move(theta, g, k, largest);
  }
  const ended = largest === 0 ? `each of ${iterations} gradients was zero` : `${iterations} iterations done`;
  yield { kind: 'iterate', theta, detail: { iteration: iterations, step }, ended };
}

/** The estimate of GRAD; undefined where it was not asked, or was stopped, because of the signal. */
async function unlessAborted(
  signal: AbortSignal,
  ask: () => Promise<GradientEstimate>,
): Promise<GradientEstimate | undefined> {
  try {
    signal.throwIfAborted();
    return await ask();
  } catch (error) {
    if (signal.aborted && error === signal.reason) return undefined;
    throw error;
  }
}
