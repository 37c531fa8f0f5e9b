import type { Environment, Estimator, Grad, ParametricPolicy, Random } from '@pomdp-gym/contracts';
import { simulate, type SimulationSettings } from '@pomdp-gym/simulator';
import { fromEvent, NEVER, takeUntil } from 'rxjs';

export interface GradSettings extends Pick<SimulationSettings, 'batchSize' | 'episodeLimit' | 'path'> {
  readonly environment: Environment;
  readonly policy: ParametricPolicy;
  readonly estimator: Estimator;
  /** T for each purpose: a line search needs only the sign of a slope and may rest on fewer steps. */
  readonly steps: { readonly direction: number; readonly lineSearch: number };
  readonly environmentRandom: Random;
  readonly policyRandom: Random;
  /** Stops the path of a GRAD under way, which then rejects with the reason of the signal, as every later one does. */
  readonly signal?: AbortSignal;
}

/**
 * The paper's GRAD: sets θ, runs a fresh path of T steps from a reset, and answers the estimate. The random streams go
 * on from call to call, so estimates are independent.
 */
export function createGrad(settings: GradSettings): Grad {
  const { estimator, policy, steps, signal, ...simulation } = settings;
  const aborted = signal ? fromEvent(signal, 'abort') : NEVER;
  return async (theta, purpose) => {
    signal?.throwIfAborted();
    policy.parameters.set(theta);
    estimator.reset();
    const path = simulate({
      ...simulation,
      policy,
      steps: purpose === 'direction' ? steps.direction : steps.lineSearch,
    });
    await path.pipe(takeUntil(aborted)).forEach((batch) => estimator.update(batch));
    signal?.throwIfAborted();
    return estimator.estimate();
  };
}
