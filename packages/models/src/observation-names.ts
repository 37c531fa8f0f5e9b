import type { FiniteModel } from '@pomdp-gym/contracts';

/** The name of what is seen before the first action, where a model does not say. */
export const NOTHING_YET = 'nothing yet';

/** How many observations an agent of this model can see: one more than the model's where y_0 is not defined. */
export function observationCount(model: FiniteModel): number {
  return model.initialObservationTable ? model.observations : model.observations + 1;
}

/** The names of all that an agent of this model can see, `nothing yet` included; undefined where none is needed. */
export function observationNames(model: FiniteModel): readonly string[] | undefined {
  const { labels, observations } = model;
  if (observationCount(model) === observations) return labels.observations;
  return [...(labels.observations ?? numbers(observations)), NOTHING_YET];
}

/** The labels of observations that are only counted, beside one that has a name. */
function numbers(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}
