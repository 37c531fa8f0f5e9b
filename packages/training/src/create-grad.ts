import {
  type Environment,
  type Estimator,
  type Grad,
  type GradientEstimate,
  type GradPurpose,
  type GradRequest,
  InputError,
  type ParametricPolicy,
  type Random,
  readGradRequest,
} from '@pomdp-gym/contracts';
import { DEFAULT_BATCH_SIZE, simulate, type SimulationSettings } from '@pomdp-gym/simulator';
import { fromEvent, NEVER, takeUntil, takeWhile } from 'rxjs';
import { EstimateOnRequest } from './estimate-on-request.js';
import { NamedStreams, savedStreams } from './named-streams.js';
import { refuseSavedGrad, type RestorableGrad } from './restorable-grad.js';

export interface GradSettings extends Pick<SimulationSettings, 'batchSize' | 'episodeLimit' | 'path'> {
  readonly environment: Environment;
  readonly policy: ParametricPolicy;
  readonly estimator: Estimator;
  /** Makes an estimator for another policy, which a request may bring; requests that bring one are refused without it. */
  readonly estimatorFor?: (policy: ParametricPolicy) => Estimator;
  /** T for each purpose: a line search needs only the sign of a slope and may rest on fewer steps. */
  readonly steps: { readonly direction: number; readonly lineSearch: number };
  readonly environmentRandom: Random;
  readonly policyRandom: Random;
  /** Stops the path of a GRAD under way, which then rejects with the reason of the signal, as every later one does. */
  readonly signal?: AbortSignal;
}

/** Blocks of a path along which a slope is estimated, unless the request says how long they are. */
const BLOCKS = 32;

/**
 * The paper's GRAD: sets θ, runs a fresh path of T steps from a reset, and returns the estimate. It meets every request.
 * The random streams go on from call to call, so estimates are independent; requests that name a stream begin where the
 * first of that name did, and leave the others as they were.
 * Saved between two gradients, it goes on with the same estimates, since an estimator forgets each path before the next.
 * An estimate that is not finite rejects with an InputError that names the component.
 */
export function createGrad(settings: GradSettings): RestorableGrad {
  const { estimator, estimatorFor, policy, steps, signal, ...simulation } = settings;
  const { batchSize = DEFAULT_BATCH_SIZE } = simulation;
  const aborted = signal ? fromEvent(signal, 'abort') : NEVER;
  const streams = new NamedStreams([settings.environmentRandom, settings.policyRandom]);
  const estimators = new Estimators(policy, estimator, estimatorFor);
  const grad: Grad = async (theta, request) => {
    signal?.throwIfAborted();
    const asked = withBlocks(readGradRequest(request), steps);
    const { policy: acting = policy } = asked;
    setParameters(acting, theta);
    const made = estimators.of(acting);
    const estimate = new EstimateOnRequest(made, acting, asked);
    const goOn = streams.enter(asked.stream);
    await simulate({
      ...simulation,
      batchSize: Math.min(batchSize, asked.every ?? batchSize, made.lookEvery ?? batchSize),
      policy: acting,
      steps: asked.steps,
    })
      .pipe(
        takeUntil(aborted),
        takeWhile((batch) => estimate.update(batch)),
      )
      .forEach(() => undefined)
      .finally(goOn);
    signal?.throwIfAborted();
    return requireFinite(estimate.estimate());
  };
  return Object.assign(grad, {
    save: () => streams.save(),
    restore: (saved: unknown) => streams.restore(savedStreams.safeParse(saved).data ?? refuseSavedGrad()),
  });
}

/** The request with its T and, where it has a direction, the length of its blocks. */
export function withBlocks(
  request: GradRequest & { readonly purpose: GradPurpose },
  { direction, lineSearch }: GradSettings['steps'],
) {
  const steps = request.steps ?? (request.purpose === 'direction' ? direction : lineSearch);
  const every = request.every ?? (request.direction && Math.ceil(steps / BLOCKS));
  return { ...request, steps, ...(every !== undefined && { every }) };
}

function setParameters({ parameters }: ParametricPolicy, theta: Float64Array): void {
  if (theta.length !== parameters.length)
    throw new RangeError(`GRAD is called with ${theta.length} numbers for ${parameters.length} parameters.`);
  parameters.set(theta);
}

/** The estimator of the agent's policy, and of the policies that requests bring. */
class Estimators {
  private readonly made = new WeakMap<ParametricPolicy, Estimator>();

  constructor(
    policy: ParametricPolicy,
    estimator: Estimator,
    private readonly make: GradSettings['estimatorFor'],
  ) {
    this.made.set(policy, estimator);
  }

  of(policy: ParametricPolicy): Estimator {
    const known = this.made.get(policy) ?? this.make?.(policy);
    if (!known)
      throw new InputError(
        'The optimizer changes the policy, and there is no estimator for another one here.',
      );
    this.made.set(policy, known);
    return known;
  }
}

/** Throws an InputError that names the first component of the gradient that is not finite. */
export function requireFinite(estimate: GradientEstimate): GradientEstimate {
  const component = estimate.gradient.findIndex((value) => !Number.isFinite(value));
  if (component < 0) return estimate;
  throw new InputError(
    `The estimator gives ${estimate.gradient[component]} as component ${component} of the gradient after ` +
      `${estimate.steps} steps; it must be finite: take shorter steps, or check that rewards and scores are finite.`,
  );
}
