import { specWriter } from '@pomdp-gym/contracts';
import type { ExperimentSpec } from '@pomdp-gym/reproduction';

/** The function that writes specs of experiments. */
export const experiment = specWriter<ExperimentSpec>();
