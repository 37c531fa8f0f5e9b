/** How controllers climb from samples. */
export interface Sampling {
  /** T, and the gradients of an ascent at full size. */
  readonly steps: number;
  readonly gradients: number;
  /** Options of gpomdp and of natural-gradient. */
  readonly estimator: object;
  readonly optimizer: object;
  /** The same in words. */
  readonly text: string;
}

const products = { damping: 0, noiseDamping: 1e-4, products: 30 };

/** Moves in proportion to the gradient. */
const proportional: Sampling = {
  steps: 20_000,
  gradients: 200,
  estimator: { beta: 0.98, baseline: 'observation', standardErrors: false },
  optimizer: { step: 'relative', longestMove: 0.5, ...products },
  text: 'steps in proportion to the natural gradient, .5 long along the longest one; β .98 and the best baseline by observation',
};

/** Moves of one length for each step, whatever the gradient: where the start leads to a plateau, noise leads off it. */
const even: Sampling = {
  steps: 20_000,
  gradients: 300,
  estimator: { beta: 0.9, standardErrors: false },
  optimizer: { step: 'even', longestMove: 0.3, stepDecay: 0.01, ...products },
  text: 'steps of .3 / (1 + .01 k) whatever the gradient, since ascents end on a plateau otherwise; β .9 and no baseline',
};

/** The two ways that a problem may name. */
export type SamplingName = 'proportional' | 'even';

export function samplingOf(name: SamplingName = 'proportional'): Sampling {
  return name === 'even' ? even : proportional;
}
