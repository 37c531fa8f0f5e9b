import type { Experiment } from './experiment.js';
import { gradientEstimation } from './gradient-estimation.js';

/** Every experiment, in the order of the report. */
export const experiments: readonly Experiment[] = [gradientEstimation];
