import { type Grad, InputError, type Iterate } from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';

/** When an ascent ends. */
export interface Stop {
  /** Gradients asked for, and moves made, at most. */
  readonly iterations: number;
  /** It ends, without a move, where |g|² is less. */
  readonly epsilon: number;
}

/** Moves θ in place along an estimate g of the k-th iteration (k = 0, 1, …), and answers the step length it used. */
export type Move = (theta: Float64Array, g: Float64Array, k: number) => number;

/**
 * The loop that every rule here shares: ask GRAD, yield the iterate with its estimate, move. After the last move it yields
 * where it arrived, without an estimate. An abort ends it quietly before the next question to GRAD.
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
  for (let k = 0; k < iterations; k++) {
    if (signal.aborted) return;
    const estimate = await grad(theta.slice(), 'direction');
    const g = estimate.gradient;
    const gradientNormSquared = dot(g, g);
    assertFinite(gradientNormSquared, k);
    yield {
      kind: 'iterate',
      theta: theta.slice(),
      estimate,
      detail: { iteration: k, gradientNormSquared, step },
    };
    if (gradientNormSquared < epsilon) return;
    step = move(theta, g, k);
  }
  yield { kind: 'iterate', theta, detail: { iteration: iterations, step } };
}

function assertFinite(gradientNormSquared: number, k: number): void {
  if (Number.isFinite(gradientNormSquared)) return;
  throw new InputError(
    `|g|² is ${gradientNormSquared} in iteration ${k}, where a finite gradient is needed: ` +
      `take shorter steps, or see whether rewards and scores are finite.`,
  );
}
