import {
  type Environment,
  type Estimator,
  type Grad,
  type GradientEstimate,
  type GradRequest,
  InputError,
  type ParametricPolicy,
  type Random,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { simulate, type SimulationSettings } from '@pomdp-gym/simulator';
import { fromEvent, NEVER, takeUntil, takeWhile } from 'rxjs';

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
 * on from call to call, so estimates are independent; requests that name a stream begin where the first of that name did,
 * and leave the others as they were.
 * An estimate that is not finite rejects with an InputError that names the component.
 */
export function createGrad(settings: GradSettings): Grad {
  const { estimator, policy, steps, signal, ...simulation } = settings;
  const aborted = signal ? fromEvent(signal, 'abort') : NEVER;
  const streams = new NamedStreams([settings.environmentRandom, settings.policyRandom]);
  return async (theta, purpose, request = {}) => {
    signal?.throwIfAborted();
    policy.parameters.set(theta);
    estimator.reset();
    const goOn = streams.enter(request.stream);
    const path = simulate({
      ...simulation,
      policy,
      steps: request.steps ?? (purpose === 'direction' ? steps.direction : steps.lineSearch),
    });
    await path
      .pipe(takeUntil(aborted), takeWhile(learning(estimator, request)))
      .forEach(() => undefined)
      .finally(goOn);
    signal?.throwIfAborted();
    return requireFinite(estimator.estimate());
  };
}

function requireFinite(estimate: GradientEstimate): GradientEstimate {
  const component = estimate.gradient.findIndex((value) => !Number.isFinite(value));
  if (component < 0) return estimate;
  throw new InputError(
    `The estimator gives ${estimate.gradient[component]} as component ${component} of the gradient after ` +
      `${estimate.steps} steps; it must be finite: take shorter steps, or check that rewards and scores are finite.`,
  );
}

/** Feeds an estimator a batch; whether the path is to go on. */
function learning(estimator: Estimator, request: GradRequest): (batch: StepBatch) => boolean {
  return (batch) => {
    estimator.update(batch);
    return !(request.enough?.(estimator.estimate()) ?? false);
  };
}

/** Random streams that can be set back to where a request of the same name began. */
class NamedStreams {
  private readonly begun = new Map<string, readonly (readonly number[])[]>();

  constructor(private readonly streams: readonly Random[]) {}

  /** Sets the streams to where the name began, if one is given; returns what sets them to go on with the rest. */
  enter(name: string | undefined): () => void {
    if (name === undefined) return () => undefined;
    const now = this.save();
    const begin = this.begun.get(name);
    if (begin) this.restore(begin);
    else this.begun.set(name, now);
    return begin ? () => this.restore(now) : () => undefined;
  }

  private save(): readonly (readonly number[])[] {
    return this.streams.map((stream) => stream.save?.() ?? []);
  }

  private restore(saved: readonly (readonly number[])[]): void {
    this.streams.forEach((stream, i) => stream.restore?.(saved[i]!));
  }
}
