import { environmentChecks, type EnvironmentSettings } from '@pomdp-gym/conformance';
import type { Environment, EnvironmentSpec } from '@pomdp-gym/contracts';
import { z } from 'zod';
import type { PlantedBug } from '../planted-bug.js';

/** An environment with a bug: what it makes, and what of its spec and of its settings is not the usual. */
export interface EnvironmentBug extends Pick<PlantedBug, 'wrong' | 'rule'> {
  readonly name: string;
  readonly create: (options: unknown) => Environment;
  readonly spec?: Partial<Pick<EnvironmentSpec, 'id' | 'summary' | 'options'>>;
  readonly settings?: EnvironmentSettings;
}

export function environmentBug({ name, wrong, rule, create, spec, settings }: EnvironmentBug): PlantedBug {
  const whole: EnvironmentSpec = {
    id: 'Corridor-v0',
    summary: 'A courier in a dark corridor.',
    options: z.strictObject({}),
    ...spec,
    create,
  };
  return { id: `environment/${name}`, wrong, rule, checks: () => environmentChecks(whole, settings) };
}
