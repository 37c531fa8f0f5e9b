import type { FiniteModel, GradientTarget, ParametricPolicy } from '@pomdp-gym/contracts';
import { angleDegrees, relativeError, targetGradient } from '@pomdp-gym/exact';
import { norm } from '@pomdp-gym/numerics';
import { mean, standardDeviation, studentInterval } from '@pomdp-gym/statistics';

/** An estimator, by the name that it is shown under, and what it states. */
export interface CheckedEstimator {
  readonly name: string;
  readonly target: GradientTarget | undefined;
  /** Whether it trades bias against noise, so that its bias falls with T alone: as its contract says. */
  readonly balancesBias?: boolean | undefined;
}

/** How often, at most, an estimator that tends to its target is said to differ. */
export const FALSE_ALARM_RATE = 1e-4;

/** Estimates of the gradient by several estimators beside the exact truth. Plain JSON; null stands for what cannot be had. */
export interface GradientCheck {
  readonly runs: number;
  readonly estimators: readonly EstimatorCheck[];
}

export interface EstimatorCheck {
  readonly name: string;
  /** The gradient that it states to estimate; null where it states none. */
  readonly target: GradientTarget | null;
  /** What its estimates tend to by what it states. */
  readonly targetGradient: readonly number[] | null;
  /** The gradient of what it climbs: ∇η, or ∇V_γ of the start where its target is that. */
  readonly gradient: readonly number[];
  /** ‖target − gradient‖, exact: the bias that is left for large T. */
  readonly bias: number | null;
  readonly relativeBias: number | null;
  readonly angleDegrees: number | null;
  /**
   * Whether the mean of the longest runs agrees with its target, at a false-alarm rate of 10⁻⁴. The bias of one that balances
   * it against noise is no difference.
   */
  readonly verdict: 'agrees' | 'differs' | 'balances bias' | 'states no target';
  readonly errors: readonly EstimatorError[];
}

/** How estimates after T steps scatter around the truth. */
export interface EstimatorError {
  readonly steps: number;
  /** The mean over runs. */
  readonly mean: readonly number[];
  /** ‖mean − gradient‖ without what the scatter of the mean adds to it. */
  readonly bias: number;
  /** The root of the trace of the covariance. */
  readonly standardDeviation: number;
  /** Between the mean and the gradient; null where one of them is 0. */
  readonly angleDegrees: number | null;
  /** √E‖Δ_T − gradient‖², and its 95 % interval. */
  readonly error: number;
  readonly errorLow: number;
  readonly errorHigh: number;
  /** The largest distance of a component of the mean from the target, in standard errors; null where no target is stated. */
  readonly standardErrors: number | null;
}

/** The exact side of a check; take it before θ changes. */
export interface GradientTruth {
  readonly gradient: Float64Array;
  readonly target: Float64Array | undefined;
}

/** What is true at the policy's θ of an estimator with this target. */
export function gradientTruth(
  model: FiniteModel,
  policy: ParametricPolicy,
  target: GradientTarget | undefined,
): GradientTruth {
  const climbed: GradientTarget = target?.objective === 'discounted' ? target : { objective: 'average' };
  return {
    gradient: targetGradient(model, policy, climbed),
    target: target && targetGradient(model, policy, target),
  };
}

/**
 * Holds estimates to the truth.
 *
 * @param estimates those of two runs or more: by estimator, then T, then component.
 */
export function gradientCheck(
  estimators: readonly (CheckedEstimator & { readonly truth: GradientTruth })[],
  steps: readonly number[],
  estimates: readonly (readonly (readonly (readonly number[])[])[])[],
): GradientCheck {
  return {
    runs: estimates.length,
    estimators: estimators.map(({ name, target, truth, balancesBias }, i) => {
      const after = (j: number) => estimates.map((run) => run[i]![j]!);
      const { gradient } = truth;
      return {
        ...{ name, target: target ?? null, gradient: [...gradient] },
        targetGradient: truth.target ? [...truth.target] : null,
        bias: truth.target ? distance(truth.target, gradient) : null,
        relativeBias: truth.target ? finite(relativeError(truth.target, gradient)) : null,
        angleDegrees: truth.target ? finite(angleDegrees(truth.target, gradient)) : null,
        verdict: balancesBias ? 'balances bias' : verdictOf(after(steps.length - 1), truth.target),
        errors: steps.map((T, j) => errorOf(T, after(j), truth)),
      };
    }),
  };
}

function verdictOf(
  runs: readonly (readonly number[])[],
  target: Float64Array | undefined,
): EstimatorCheck['verdict'] {
  if (!target) return 'states no target';
  // One interval a component: the rate is shared among them.
  const confidence = 1 - FALSE_ALARM_RATE / target.length;
  const size = Math.max(...target.map(Math.abs), 1e-300);
  const agrees = target.every((truth, k) => {
    const { low, high } = studentInterval(
      runs.map((gradient) => gradient[k]!),
      confidence,
    );
    return low - ROUNDING * size <= truth && truth <= high + ROUNDING * size;
  });
  return agrees ? 'agrees' : 'differs';
}

/** What sums over a path may lose, relative to the largest component: of estimates without scatter it is all that is allowed. */
const ROUNDING = 1e-9;

function errorOf(
  steps: number,
  runs: readonly (readonly number[])[],
  { gradient, target }: GradientTruth,
): EstimatorError {
  const columns = Array.from(gradient, (_, k) => runs.map((run) => run[k]!));
  const means = Float64Array.from(columns, mean);
  const deviations = columns.map(standardDeviation);
  const variance = deviations.reduce((sum, deviation) => sum + deviation ** 2, 0);
  const squared = distance(means, gradient) ** 2 - variance / runs.length;
  const { estimate, low, high } = studentInterval(
    runs.map((run) => distance(Float64Array.from(run), gradient) ** 2),
  );
  const root = (square: number) => Math.sqrt(Math.max(0, square));
  return {
    ...{ steps, mean: [...means], bias: root(squared), standardDeviation: Math.sqrt(variance) },
    angleDegrees: finite(angleDegrees(means, gradient)),
    ...{ error: root(estimate), errorLow: root(low), errorHigh: root(high) },
    standardErrors: target
      ? finite(
          Math.max(
            ...means.map((value, k) =>
              inStandardErrors(value - target[k]!, deviations[k]! / Math.sqrt(runs.length)),
            ),
          ),
        )
      : null,
  };
}

function inStandardErrors(difference: number, error: number): number {
  return error === 0 ? 0 : Math.abs(difference) / error;
}

function distance(x: Float64Array, y: Float64Array): number {
  return norm(x.map((value, k) => value - y[k]!));
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
