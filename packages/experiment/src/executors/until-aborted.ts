import { fromEvent, lastValueFrom, type Observable, takeUntil, tap } from 'rxjs';

/**
 * Subscribes to a source until it completes, or until a signal is aborted, and resolves to whether it completed. It rejects
 * with the error of the source.
 */
export async function untilAborted<T>(
  source: Observable<T>,
  signal: AbortSignal,
  onNext: (value: T) => void,
): Promise<boolean> {
  if (signal.aborted) return false;
  let completed = false;
  const watched = source.pipe(
    tap({ next: onNext, complete: () => (completed = true) }),
    takeUntil(fromEvent(signal, 'abort')),
  );
  await lastValueFrom(watched, { defaultValue: undefined });
  return completed;
}
