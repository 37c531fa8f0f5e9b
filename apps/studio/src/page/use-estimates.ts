import { useEffect, useRef, useState } from 'preact/hooks';
import type { Calls } from '../engine/calls.js';
import type { EstimatesSoFar } from '../engine/estimate-calls.js';
import { Paced } from './paced.js';
import type { Store } from './store.js';

/** Estimates as far as they are sampled. */
export interface SampledEstimates {
  readonly soFar: EstimatesSoFar | undefined;
  readonly error: string | undefined;
  /** From the moment that the question is another one, until its sampling has ended. */
  readonly busy: boolean;
  /** Ends the sampling; what is there stays. */
  stop(): void;
}

interface Sampled {
  /** The question, as JSON. */
  readonly key: string;
  readonly soFar: EstimatesSoFar;
}

interface Failed {
  readonly key: string;
  readonly error: string;
}

/** Samples estimates in the worker, anew where the question changes; the paths of another question are dropped. */
export function useEstimates({ engine }: Store, question: Calls['estimates']['argument']): SampledEstimates {
  const key = JSON.stringify(question);
  const [sampled, publish] = useState<Sampled>();
  const [failed, setFailed] = useState<Failed>();
  const [ended, setEnded] = useState<string>();
  const sampling = useRef<AbortController | undefined>(undefined);
  useEffect(() => {
    const controller = (sampling.current = new AbortController());
    const { signal } = controller;
    let latest: EstimatesSoFar | undefined;
    const paced = new Paced(() => {
      if (!signal.aborted && latest) publish({ key, soFar: latest });
    });
    setEnded(undefined);
    const end = (): void => {
      paced.now();
      if (sampling.current === controller) setEnded(key);
    };
    const onEvent = (event: EstimatesSoFar): void => {
      latest = event;
      paced.request();
    };
    engine.call('estimates', question, { signal, onEvent }).then(end, (thrown: unknown) => {
      if (!signal.aborted)
        setFailed({ key, error: thrown instanceof Error ? thrown.message : String(thrown) });
      end();
    });
    return () => controller.abort();
  }, [key]);
  const soFar = sampled?.key === key ? sampled.soFar : undefined;
  const error = failed?.key === key ? failed.error : undefined;
  return { soFar, error, busy: ended !== key, stop: () => sampling.current?.abort() };
}
