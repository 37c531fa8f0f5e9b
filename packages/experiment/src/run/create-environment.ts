import type { Environment, StudyEnvironment } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';

/** Makes the environment of a study with what is put around it. */
export function createEnvironment(
  { wrappers = [], ...problem }: Omit<StudyEnvironment, 'name'>,
  registry: Registry,
): Environment {
  return wrappers.reduce(
    (environment, wrapper) => registry.create('wrapper', wrapper, environment),
    registry.create('environment', problem),
  );
}
