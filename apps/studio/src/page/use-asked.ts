import { useEffect, useState } from 'preact/hooks';
import { type Computed, useComputed } from './use-computed.js';

/** What is computed once a person asks for it. */
export interface Asked<T> extends Pick<Computed<T>, 'value' | 'error' | 'busy'> {
  /** Begins to compute the value of the present question, anew where that was stopped. */
  ask(): void;
}

/**
 * Computes the value of a question once a person asks for it. Another question ends the computation, and has to be asked for by itself.
 * The last value stays, and is there again with its question.
 */
export function useAsked<Q, T>(question: Q, compute: (signal: AbortSignal) => Promise<T>): Asked<T> {
  const key = JSON.stringify(question);
  const [asked, setAsked] = useState({ key: '', times: 0 });
  const [last, keep] = useState<{ readonly key: string; readonly value: T }>();
  const isAsked = asked.key === key;
  useEffect(() => setAsked(({ times }) => ({ key: '', times })), [key]);
  const { error, busy } = useComputed(isAsked ? asked : null, async (signal) => {
    if (!isAsked) return;
    const value = await compute(signal);
    if (!signal.aborted) keep({ key, value });
  });
  return {
    ...{ busy: isAsked && busy, ask: () => setAsked(({ times }) => ({ key, times: times + 1 })) },
    ...(error !== undefined && { error }),
    ...(last?.key === key && { value: last.value }),
  };
}
