/** Runs a computation to its end and returns its result; calls `onStep` before every step. */
export function toTheEnd<T>(steps: Iterator<unknown, T, undefined>, onStep?: () => void): T {
  for (;;) {
    onStep?.();
    const step = steps.next();
    if (step.done) return step.value;
  }
}
