import { useEffect, useState } from 'preact/hooks';

/** What a computation gives: nothing yet, its value, or the sentence of its failure. */
export interface Computed<T> {
  readonly value?: T;
  readonly error?: string;
  readonly busy: boolean;
}

/** Computes anew where the key changes; a computation whose key has changed is stopped. The last value stands until the next is there. */
export function useComputed<T>(key: string, compute: (signal: AbortSignal) => Promise<T>): Computed<T> {
  const [computed, set] = useState<Computed<T>>({ busy: true });
  useEffect(() => {
    const controller = new AbortController();
    set((last) => ({ ...last, busy: true }));
    compute(controller.signal).then(
      (value) => {
        if (!controller.signal.aborted) set({ value, busy: false });
      },
      (error: unknown) => {
        if (!controller.signal.aborted)
          set({ error: error instanceof Error ? error.message : String(error), busy: false });
      },
    );
    return () => controller.abort();
  }, [key]);
  return computed;
}
