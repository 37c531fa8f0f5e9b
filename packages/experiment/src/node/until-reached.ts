import { setTimeout as pause } from 'node:timers/promises';
import { isInputError } from '@pomdp-gym/contracts';

/** Seconds between the first two tries, and the most between two; each time is twice the one before. */
const [FIRST, MOST] = [0.05, 10];

/**
 * Calls what may be out of reach for a while, a database that is started again say, until it replies. An InputError is thrown at once.
 *
 * @param seconds for which it is tried.
 * @param signal ends the tries with the last error.
 */
export async function untilReached<Reply>(
  call: () => Promise<Reply>,
  seconds: number,
  signal?: AbortSignal,
): Promise<Reply> {
  let waited = 0;
  for (let next = FIRST; ; next = Math.min(2 * next, MOST)) {
    try {
      return await call();
    } catch (error) {
      if (isInputError(error) || waited >= seconds || signal?.aborted) throw error;
    }
    await pause(1000 * next);
    waited += next;
  }
}
