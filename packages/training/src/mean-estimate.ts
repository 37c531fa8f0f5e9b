import type { EstimateChoice, Fisher, GradientEstimate, SlopeEstimate } from '@pomdp-gym/contracts';

/**
 * The mean of estimates from independent paths, each of weight 1/P, summed in their order, so that its bits depend on that order alone.
 * A standard error of the mean of P independent numbers is √(Σ_p e_p²) / P. What not all of them have is left out.
 */
export function meanEstimate(estimates: readonly GradientEstimate[]): GradientEstimate {
  const value = ofAll(estimates, (each) => each.value);
  const valueStandardError = ofAll(estimates, (each) => each.valueStandardError);
  const errors = ofAll(estimates, (each) => each.standardError);
  const lengths = ofAll(estimates, (each) => each.blockLength);
  const slopes = ofAll(estimates, (each) => each.slope);
  const fishers = ofAll(estimates, (each) => each.fisher);
  const choices = ofAll(estimates, (each) => each.choice);
  return {
    gradient: byComponent(
      estimates.map(({ gradient }) => gradient),
      mean,
    ),
    steps: sum(estimates.map(({ steps }) => steps)),
    averageReward: mean(estimates.map(({ averageReward }) => averageReward)),
    ...(value && { value: mean(value) }),
    ...(valueStandardError && { valueStandardError: errorOfMean(valueStandardError) }),
    ...(errors && { standardError: byComponent(errors, errorOfMean) }),
    ...(lengths && { blockLength: Math.max(...lengths) }),
    ...(slopes && { slope: meanSlope(slopes) }),
    ...(fishers && { fisher: new MeanFisher(fishers) }),
    ...(choices && { choice: jointChoice(choices) }),
  };
}

/** The mean of the matrices, which all rest on about as many steps. */
class MeanFisher implements Fisher {
  constructor(private readonly parts: readonly Fisher[]) {}

  times(v: Float64Array): Float64Array {
    return byComponent(
      this.parts.map((part) => part.times(v)),
      mean,
    );
  }

  diagonal(): Float64Array {
    return byComponent(
      this.parts.map((part) => part.diagonal()),
      mean,
    );
  }
}

function meanSlope(slopes: readonly SlopeEstimate[]): SlopeEstimate {
  return {
    value: mean(slopes.map(({ value }) => value)),
    standardError: errorOfMean(slopes.map(({ standardError }) => standardError)),
    blocks: sum(slopes.map(({ blocks }) => blocks)),
  };
}

/**
 * The largest β. The squared bias of a mean is at most the mean of the squared biases, which is stated; the variance is that of the mean
 * of independent estimates.
 */
function jointChoice(choices: readonly EstimateChoice[]): EstimateChoice {
  const reasons = new Set(choices.flatMap(({ reason }) => reason ?? []));
  return {
    beta: Math.max(...choices.map(({ beta }) => beta)),
    squaredBias: mean(choices.map(({ squaredBias }) => squaredBias)),
    variance: mean(choices.map(({ variance }) => variance)) / choices.length,
    ...(reasons.size > 0 && { reason: [...reasons].join('; ') }),
    ...(choices.every(({ nothingLearnt }) => nothingLearnt) && { nothingLearnt: true as const }),
  };
}

/** What all estimates have; undefined where one of them lacks it. */
function ofAll<T>(
  estimates: readonly GradientEstimate[],
  part: (estimate: GradientEstimate) => T | undefined,
): readonly T[] | undefined {
  const parts = estimates.flatMap((estimate) => {
    const own = part(estimate);
    return own === undefined ? [] : [own];
  });
  return parts.length === estimates.length ? parts : undefined;
}

function byComponent(
  vectors: readonly Float64Array[],
  join: (values: readonly number[]) => number,
): Float64Array {
  return Float64Array.from(vectors[0]!, (_, k) => join(vectors.map((vector) => vector[k]!)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function errorOfMean(errors: readonly number[]): number {
  return Math.sqrt(sum(errors.map((error) => error ** 2))) / errors.length;
}
