import type { Grad, Iterate } from '@pomdp-gym/contracts';

type Ascent = AsyncGenerator<Iterate, void, undefined>;

/**
 * Runs an ascent that calls GRAD only while `signal` has not aborted. An abort ends the ascent quietly: its last iterate
 * stands.
 */
export async function* untilAborted(grad: Grad, signal: AbortSignal, ascent: (grad: Grad) => Ascent): Ascent {
  try {
    yield* ascent(async (theta, request) => {
      signal.throwIfAborted();
      return grad(theta, request);
    });
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
  }
}
