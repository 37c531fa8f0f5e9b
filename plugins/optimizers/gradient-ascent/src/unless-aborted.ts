import type { GradientEstimate } from '@pomdp-gym/contracts';

/** The estimate of GRAD; undefined where it was not asked, or was stopped, because of the signal. */
export async function unlessAborted(
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
