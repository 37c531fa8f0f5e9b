import type { Registry } from '@pomdp-gym/registry';
import type { NamedExperiment } from './experiment.js';

/** Every registered experiment at its default options, in the order of a report. */
export function listExperiments(registry: Registry): readonly NamedExperiment[] {
  return registry
    .list('experiment')
    .map(({ spec }) => ({ id: spec.id, experiment: spec.create(spec.options.parse({})) }))
    .sort((a, b) => a.experiment.place - b.experiment.place);
}
