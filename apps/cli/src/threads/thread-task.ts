import type { MessagePort } from 'node:worker_threads';
import { isInputError } from '@pomdp-gym/contracts';
import { allPrinted } from './all-printed.js';

/** What a thread is sent: its question, and the port for its messages. */
export interface ThreadTask<Question> {
  readonly question: Question;
  readonly port: MessagePort;
}

/** An InputError in a form that threads can send: its sentence, and the stack of its cause. */
export interface Refusal {
  readonly sentence: string;
  readonly cause: string | undefined;
}

/**
 * Does work, and returns the InputError that it throws: an error loses its name on its way between threads. Returns once all that the
 * thread has printed has reached the main thread.
 */
export async function refusalOf(work: () => Promise<void>): Promise<Refusal | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (!isInputError(error)) throw error;
    return { sentence: error.message, cause: stackOf(error.cause) };
  } finally {
    await allPrinted();
  }
}

function stackOf(cause: unknown): string | undefined {
  if (cause === undefined) return undefined;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
