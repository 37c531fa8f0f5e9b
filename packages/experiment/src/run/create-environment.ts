import type { Environment, StudyEnvironment } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { guardedEnvironment } from './guard/guarded-environment.js';

/** Makes the environment of a study with what is put around it. What a plugin returns from `reset` and `step` is held to its contract. */
export function createEnvironment(
  { wrappers = [], ...problem }: Omit<StudyEnvironment, 'name'>,
  registry: Registry,
): Environment {
  const inner = guardedEnvironment(registry.create('environment', problem), `environment ${problem.id}`);
  return wrappers.reduce(
    (environment, wrapper) =>
      guardedEnvironment(registry.create('wrapper', wrapper, environment), `wrapper ${wrapper.id}`),
    inner,
  );
}
