import { useEffect, useState } from 'preact/hooks';
import type { SurfaceQuestion } from '../engine/calls.js';
import type { Grid } from './contour-lines.js';
import type { Store } from './store.js';

/** A surface as far as it is computed. */
export interface ComputedSurface {
  readonly rows: Grid;
  readonly error?: string;
  readonly busy: boolean;
}

interface KeyedSurface extends ComputedSurface {
  /** The question, as JSON. */
  readonly key: string | undefined;
}

/** Computes a surface in the worker, row by row, anew where the question changes; nothing without a question. */
export function useSurface({ engine }: Store, question: SurfaceQuestion | undefined): ComputedSurface {
  const key = JSON.stringify(question);
  const begun = { key, rows: [], busy: question !== undefined };
  const [surface, set] = useState<KeyedSurface>(begun);
  useEffect(() => {
    set(begun);
    if (!question) return undefined;
    const controller = new AbortController();
    const change = (to: (before: KeyedSurface) => KeyedSurface): void => {
      if (!controller.signal.aborted) set(to);
    };
    const onEvent = ({ row, values }: { row: number; values: readonly (number | null)[] }): void =>
      change((before) => ({ ...before, rows: Object.assign([...before.rows], { [row]: values }) }));
    engine.call('surface', question, { signal: controller.signal, onEvent }).then(
      () => change((before) => ({ ...before, busy: false })),
      (thrown: unknown) => {
        const error = thrown instanceof Error ? thrown.message : String(thrown);
        change((before) => ({ ...before, error, busy: false }));
      },
    );
    return () => controller.abort();
  }, [key]);
  return surface.key === key ? surface : begun;
}
