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

/** Computes a surface in the worker, row by row, anew where the question changes; nothing without a question. */
export function useSurface({ engine }: Store, question: SurfaceQuestion | undefined): ComputedSurface {
  const [surface, set] = useState<ComputedSurface>({ rows: [], busy: false });
  useEffect(() => {
    set({ rows: [], busy: question !== undefined });
    if (!question) return undefined;
    const controller = new AbortController();
    const change = (to: (before: ComputedSurface) => ComputedSurface): void => {
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
  }, [JSON.stringify(question)]);
  return surface;
}
