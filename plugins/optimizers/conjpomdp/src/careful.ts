import { type Grad, InputError, type Iterate } from '@pomdp-gym/contracts';
import { norm } from '@pomdp-gym/numerics';

type Ascent = AsyncGenerator<Iterate, void, undefined>;

/**
 * Runs an ascent whose GRAD is not asked once `signal` has aborted, and whose estimates are finite. An abort ends the ascent
 * quietly: its last iterate stands. An estimate that is not finite throws an InputError.
 */
export async function* careful(grad: Grad, signal: AbortSignal, ascent: (grad: Grad) => Ascent): Ascent {
  try {
    yield* ascent(async (theta, purpose, request) => {
      signal.throwIfAborted();
      const estimate = await grad(theta, purpose, request);
      assertFinite(estimate.gradient, theta);
      return estimate;
    });
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
  }
}

function assertFinite(gradient: Float64Array, theta: Float64Array): void {
  const component = gradient.findIndex((value) => !Number.isFinite(value));
  if (component < 0) return;
  throw new InputError(
    `GRAD gave ${gradient[component]} as component ${component} of the gradient at |θ| = ${norm(theta).toPrecision(3)}, ` +
      `where finite numbers are needed: shorten the steps, or see whether rewards and scores are finite there.`,
  );
}
