import { useEffect, useState } from 'preact/hooks';
import type { EstimatesQuestion, EstimatesSoFar } from '../engine/estimate-calls.js';
import { Paced } from './paced.js';
import type { Store } from './store.js';

/** Estimates as far as they are sampled. */
export interface SampledEstimates {
  readonly soFar: EstimatesSoFar | undefined;
  readonly error: string | undefined;
  readonly busy: boolean;
  /** Ends the sampling; what is there stays. */
  stop(): void;
}

/** Samples estimates in the worker, anew where the question changes; the paths of another question are dropped. */
export function useEstimates({ engine }: Store, question: EstimatesQuestion): SampledEstimates {
  const [soFar, publish] = useState<EstimatesSoFar>();
  const [error, setError] = useState<string>();
  const [sampling, begin] = useState<AbortController>();
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let latest: EstimatesSoFar | undefined;
    const paced = new Paced(() => {
      if (!signal.aborted) publish(latest);
    });
    publish(undefined);
    setError(undefined);
    begin(controller);
    const end = (): void => {
      paced.now();
      begin((present) => (present === controller ? undefined : present));
    };
    const onEvent = (event: EstimatesSoFar): void => {
      latest = event;
      paced.request();
    };
    engine.call('estimates', question, { signal, onEvent }).then(end, (thrown: unknown) => {
      if (!signal.aborted) setError(thrown instanceof Error ? thrown.message : String(thrown));
      end();
    });
    return () => controller.abort();
  }, [JSON.stringify(question)]);
  return { soFar, error, busy: sampling !== undefined, stop: () => sampling?.abort() };
}
