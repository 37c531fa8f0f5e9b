import { InputError } from '@pomdp-gym/contracts';
import { type Clock, isOutOfReach, type QueueStore } from '@pomdp-gym/experiment';
import { untilReached } from '@pomdp-gym/experiment/node';

/** Seconds for which commands try to reach a store. A worker is often started before the server, or while it restarts. */
export const REACH = { command: 10, worker: 600 } as const;

/** How a store is reached. */
export interface ReachMeans {
  /** Seconds for which it is tried, by the clock. */
  readonly seconds: number;
  readonly clock: Clock;
  /** Is called after the first try that fails, with the sentence that a person reads meanwhile. */
  readonly onWait: (sentence: string) => void;
  /** Ends the tries at once, also one that is under way. */
  readonly signal: AbortSignal;
}

/**
 * Connects to a store, and tries again while it is not reached.
 *
 * @param connect tries once, and throws an OutOfReach where the store is not reached.
 * @returns the store; undefined where the signal is aborted before it is reached, also during the try that reaches it.
 * @throws InputError where the store is not reached in time; every other error of `connect` at once.
 */
export async function reachStore(
  connect: () => Promise<QueueStore>,
  means: ReachMeans,
): Promise<QueueStore | undefined> {
  const store = await reachedStore(connect, means);
  if (!means.signal.aborted) return store;
  await store?.close();
  return undefined;
}

async function reachedStore(
  connect: () => Promise<QueueStore>,
  { seconds, clock, onWait, signal }: ReachMeans,
): Promise<QueueStore | undefined> {
  let isNoted = false;
  const call = async (): Promise<QueueStore> => {
    try {
      return await connect();
    } catch (error) {
      if (isOutOfReach(error) && !isNoted)
        onWait(`${sentenceOf(error)} It is tried again for ${seconds} seconds.`);
      isNoted = true;
      throw error;
    }
  };
  try {
    return await untilReached(call, { seconds, clock, signal, grace: 0 });
  } catch (error) {
    if (isOutOfReach(error) && signal.aborted) return undefined;
    throw isOutOfReach(error) ? new InputError(sentenceOf(error)) : error;
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
