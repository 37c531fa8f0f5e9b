import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../executors/executor.js';
import { isOutOfReach, OutOfReach } from '../executors/out-of-reach.js';

/** Seconds between the first two tries, and the most between two; each time is twice the one before. */
const [FIRST, MOST] = [0.05, 10];
/** Seconds that a call has left once the signal is aborted. */
const GRACE = 10;

/** How long a store is called again. */
export interface Patience {
  /** From the first call on, by the clock. */
  readonly seconds: number;
  readonly clock: Clock;
  /** Ends the tries: the call that is under way then has a few seconds more. */
  readonly signal: AbortSignal;
  /** How many, 10 by default. */
  readonly grace?: number;
}

/**
 * Calls a store until it replies. The call is repeated where it throws an OutOfReach; every other error is thrown at once.
 *
 * @throws OutOfReach where there is no reply in time.
 */
export async function untilReached<Reply>(
  call: () => Promise<Reply>,
  { seconds, clock, signal, grace = GRACE }: Patience,
): Promise<Reply> {
  const begun = clock();
  for (let next = FIRST; ; next = Math.min(2 * next, MOST)) {
    try {
      return await withGrace(call(), signal, grace);
    } catch (error) {
      if (!isOutOfReach(error) || signal.aborted || clock() - begun >= seconds) throw error;
    }
    await pause(1000 * next, undefined, { signal }).catch(() => undefined);
  }
}

/** A reply, or an OutOfReach where it does not come within so many seconds after the signal. */
async function withGrace<Reply>(reply: Promise<Reply>, signal: AbortSignal, seconds: number): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const fail = () => reject(new OutOfReach('The queue is not reached, and the worker has to end.'));
    const wait = () => (timer = setTimeout(fail, 1000 * seconds));
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', wait);
    };
    if (signal.aborted) wait();
    else signal.addEventListener('abort', wait, { once: true });
    void reply.then(resolve, reject).finally(settle);
  });
}
