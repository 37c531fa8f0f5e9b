import { specWriter } from '@pomdp-gym/contracts';
import type { ExperimentSpec } from '@pomdp-gym/reproduction';

/**
 * The function that writes specs of experiments. The files with specs import types only, and load what runs an experiment when
 * it begins: a registry that lists experiments loads none of it.
 */
export const experiment = specWriter<ExperimentSpec>();
