import { useEffect, useState } from 'preact/hooks';

/** What a computation gives: nothing yet, its value, or the sentence of its failure. */
export interface Computed<T, Q = unknown> {
  /** While the present question is computed, the value of an earlier one: draw it with `of` alone. */
  readonly value?: T;
  /** The question that the value belongs to. */
  readonly of?: Q;
  /** Why the present question has no value. */
  readonly error?: string;
  /** Whether the present question is being computed. */
  readonly busy: boolean;
}

/** How the computation for a key ended. */
export interface Ended<T, Q> extends Pick<Computed<T, Q>, 'value' | 'of' | 'error'> {
  readonly key: string;
}

/** Computes anew where the question changes; a computation whose question has changed is stopped. The last value stays, with its question, until the next is there. */
export function useComputed<Q, T>(question: Q, compute: (signal: AbortSignal) => Promise<T>): Computed<T, Q> {
  const key = JSON.stringify(question);
  const [ended, end] = useState<Ended<T, Q>>();
  useEffect(() => {
    const controller = new AbortController();
    compute(controller.signal).then(
      (value) => {
        if (!controller.signal.aborted) end({ key, value, of: question });
      },
      (error: unknown) => {
        if (!controller.signal.aborted)
          end({ key, error: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => controller.abort();
  }, [key]);
  return computedOf(ended, key);
}

/** What is known of the question with this key. */
export function computedOf<T, Q>(ended: Ended<T, Q> | undefined, key: string): Computed<T, Q> {
  if (!ended) return { busy: true };
  const { key: of, error, ...value } = ended;
  if (of !== key) return { ...value, busy: true };
  return { ...value, ...(error !== undefined && { error }), busy: false };
}
