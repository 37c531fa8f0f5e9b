/** What interrupts a command, which then ends with what it has: Ctrl-C, a request to end, a terminal that is closed. */
export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs work that can be interrupted. A signal of the system aborts the AbortSignal that the work is given, with its name as the reason;
 * the same signal again ends the process, as it does without this function.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const abort = (name: NodeJS.Signals) => stop.abort(name);
  for (const name of SIGNALS) process.once(name, abort);
  try {
    return await work(stop.signal);
  } finally {
    for (const name of SIGNALS) process.off(name, abort);
  }
}
