import { asyncScheduler, type Subscriber } from 'rxjs';

/**
 * Calls `advance`, which returns how many steps are left, until that is 0 or the subscriber leaves, then completes. After `stepsATurn`
 * steps timers and signals have their turn. What is thrown is the subscriber's error.
 */
export function runInTurns<T>(
  subscriber: Subscriber<T>,
  steps: number,
  stepsATurn: number,
  advance: (remaining: number) => number,
): void {
  let remaining = steps;
  const turn = (): void => {
    const pause = Math.max(0, remaining - stepsATurn);
    while (remaining > pause && !subscriber.closed) remaining = advance(remaining);
    if (remaining === 0) subscriber.complete();
    else if (!subscriber.closed) subscriber.add(asyncScheduler.schedule(() => attempt(turn)));
  };
  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      subscriber.error(error);
    }
  };
  attempt(turn);
}
