/** How many times longer than both times T is. At 10 the asymptotic error of ThreeState is up to a fifth above the mean of simulated paths. */
const TIMES = 10;

/**
 * From about which T on bias² + variance / T is near E‖Δ_T − ∇η‖²: ten times the longer of 1/(1 − β), which the trace takes to fill,
 * and the time that the chain takes to mix, where it is known. For smaller T it may be far off, by a factor of hundreds.
 */
export function asymptoticFrom(beta: number, mixing: number | null): number {
  return Math.ceil(TIMES * Math.max(1 / (1 - beta), mixing ?? 1) - ROUNDING);
}

/** 1/(1 − .9) is a little more than 10. */
const ROUNDING = 1e-6;
