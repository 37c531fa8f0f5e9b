import type { Observable } from 'rxjs';

/**
 * Listens to the end, or until Ctrl-C (or a request to terminate), and answers whether it came to the end. A second Ctrl-C ends
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
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
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
