import { useEffect, useRef, useState } from 'preact/hooks';
import type { Solution, SolveProgress } from '../engine/calls.js';
import { Paced } from './paced.js';
import type { Store } from './store.js';

/** What a solver has reported and found so far. */
export interface Solving {
  readonly reports: readonly SolveProgress[];
  readonly solution?: Solution;
  readonly error?: string;
  readonly busy: boolean;
  /** Solves anew. */
  readonly again: () => void;
  /** Stops; the last reports stay. */
  readonly stop: () => void;
}

interface Progress extends Omit<Solving, 'again' | 'stop'> {
  /** The environment that it is about. */
  readonly environment?: string;
}

const NOTHING: Progress = { reports: [], busy: false };

/** Solves an environment in the worker, anew where one of both changes; without a solver, the last reports stand. */
export function useSolution({ engine }: Store, environment: string | undefined, solver: string): Solving {
  const [solving, set] = useState<Progress>(NOTHING);
  const [attempt, count] = useState(0);
  const running = useRef<AbortController | undefined>(undefined);
  const stop = (): void => {
    running.current?.abort();
    set((last) => ({ ...last, busy: false }));
  };
  useEffect(() => set(NOTHING), [environment]);
  useEffect(() => {
    if (solver === '' || environment === undefined) {
      set((last) => ({ ...last, busy: false }));
      return undefined;
    }
    set({ reports: [], busy: true, environment });
    const controller = (running.current = new AbortController());
    const { signal } = controller;
    const change = (part: Partial<Progress>): void => {
      if (!signal.aborted) set((last) => ({ ...last, ...part }));
    };
    const taken: SolveProgress[] = [];
    const paced = new Paced(() => change({ reports: [...taken] }));
    const onEvent = (report: SolveProgress): void => {
      taken.push(report);
      paced.request();
    };
    engine
      .call('solve', { environment, solver }, { signal, onEvent, onBegin: () => (taken.length = 0) })
      .then(
        (solution) => change({ solution }),
        (thrown: unknown) => change({ error: thrown instanceof Error ? thrown.message : String(thrown) }),
      )
      .finally(() => {
        paced.now();
        change({ busy: false });
      });
    return () => controller.abort();
  }, [solver, environment, attempt]);
  return {
    ...(solving.environment === environment ? solving : NOTHING),
    again: () => count(attempt + 1),
    stop,
  };
}
