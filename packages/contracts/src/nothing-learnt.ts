import type { GradientEstimate } from './estimator.js';

/** Why an ascent ends at an estimate that rests on all steps allowed and is noise alone, as its estimator says. */
export function nothingLearnt({ choice, steps }: GradientEstimate): string | undefined {
  return choice?.nothingLearnt
    ? `nothing is learnt here: the gradient is within its noise after ${steps} steps`
    : undefined;
}
