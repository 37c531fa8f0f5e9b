import { deviationOf, type Reference } from './two-sample-band.js';

/** Runs behind every figure here. */
const runs = 500;

/**
 * The exact average reward of the policy CONJPOMDP ends with on the three-state problem, by T and β: an independent
 * program's mean over 500 runs from θ_0 uniform in [−.1, .1]⁴, s0 = 100, ε = 1e-4, start state uniform. `deviations`: the
 * root mean square deviations from the mean of the runs above and below it.
 */
export const CONJPOMDP: readonly { T: number; beta: number; reference: Reference }[] = [
  finalReward(64, 0, 0.7993, { above: 0.001, below: 0.006 }),
  finalReward(64, 0.4, 0.7971, { above: 0.003, below: 0.064 }),
  finalReward(64, 0.8, 0.7319, { above: 0.067, below: 0.457 }),
  finalReward(64, 0.95, 0.5948, { above: 0.204, below: 0.386 }),
  finalReward(1024, 0, 0.7999),
  finalReward(1024, 0.4, 0.7998),
  finalReward(1024, 0.8, 0.7982, { above: 0.002, below: 0.011 }),
  finalReward(1024, 0.95, 0.7307, { above: 0.068, below: 0.475 }),
];

function finalReward(T: number, beta: number, mean: number, deviations?: { above: number; below: number }) {
  const reference: Reference = {
    mean,
    runs,
    rounding: 5e-5,
    ...(deviations && { deviation: deviationOf(deviations) }),
  };
  return { T, beta, reference };
}

/** A mean as it is printed, which shows its rounding, and a standard deviation. */
type PublishedCell = readonly [mean: string, deviation: number];

/**
 * GPOMDP at θ = (1, 1, −1, −1): mean and standard deviation, over 500 runs of the same program, of |Δ_T − ∇η| / |∇η| and of
 * the angle between Δ_T and ∇η in degrees.
 */
export const GPOMDP: readonly { T: number; beta: number; error: Reference; angle: Reference }[] = [
  estimates(1e2, 0, ['.316', 0.21], ['6.3', 9.1]),
  estimates(1e3, 0, ['.117', 0.074], ['1.8', 1.4]),
  estimates(1e4, 0, ['.0785', 0.035], ['.55', 0.43]),
  estimates(1e2, 0.4, ['.388', 0.262], ['9.7', 19]),
  estimates(1e3, 0.4, ['.134', 0.083], ['2.2', 1.7]),
  estimates(1e4, 0.4, ['.0571', 0.036], ['.68', 0.52]),
  estimates(1e2, 0.8, ['.759', 0.531], ['30', 47]),
  estimates(1e3, 0.8, ['.257', 0.159], ['4.5', 3.7]),
  estimates(1e4, 0.8, ['.0812', 0.053], ['1.3', 0.97]),
  estimates(1e2, 0.95, ['2.09', 1.55], ['66', 65]),
  estimates(1e3, 0.95, ['.796', 0.5], ['32', 46]),
  estimates(1e4, 0.95, ['.254', 0.161], ['4.3', 3.8]),
];

function estimates(T: number, beta: number, error: PublishedCell, angle: PublishedCell) {
  return { T, beta, error: printed(error), angle: printed(angle) };
}

function printed([mean, deviation]: PublishedCell): Reference {
  const decimals = mean.split('.')[1]?.length ?? 0;
  return { mean: Number(mean), runs, deviation, rounding: 0.5 * 10 ** -decimals };
}
