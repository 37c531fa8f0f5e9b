import type { Environment, WrapperSpec } from '@pomdp-gym/contracts';
import type { Check } from './check.js';
import { environmentChecks } from './environment-checks.js';
import type { EnvironmentSettings } from './environment-settings.js';
import { errand, smallEnvironment } from './small-models.js';

export interface WrapperSettings extends Omit<EnvironmentSettings, 'unversioned'> {
  /** Makes what it is put around; a walk of a few steps that ends at either end of a row, by default. */
  environment?(): Environment;
}

/** The rules that a wrapper keeps: what it makes is an environment, whose model, if it says one, is its own and not the inner one's. */
export function wrapperChecks(spec: WrapperSpec, settings: WrapperSettings = {}): Check[] {
  const { environment = () => smallEnvironment(errand()), ...rest } = settings;
  const { id, summary, options } = spec;
  const create = (chosen: unknown) => spec.create(chosen, environment());
  return environmentChecks({ id, summary, options, create }, { ...rest, unversioned: true });
}
