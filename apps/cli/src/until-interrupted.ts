import type { Observable } from 'rxjs';
import { SIGNALS } from './interruptible.js';

/**
 * Listens to the end, or until Ctrl-C, a request to terminate or a terminal that is closed, and returns whether it came to the end. A second Ctrl-C ends
 * the process as ever.
 */
export function untilInterrupted<T>(source: Observable<T>, heard: (value: T) => void): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      subscription.unsubscribe();
      settle();
      resolve(false);
    };
    const settle = () => {
      for (const name of SIGNALS) process.off(name, stop);
    };
    for (const name of SIGNALS) process.once(name, stop);
    const subscription = source.subscribe({
      next: heard,
      error: (error: unknown) => {
        settle();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
      complete: () => {
        settle();
        resolve(true);
      },
    });
  });
}
