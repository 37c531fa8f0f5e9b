import { wrapperChecks, type WrapperSettings } from '@pomdp-gym/conformance';
import type { Environment, WrapperSpec } from '@pomdp-gym/contracts';
import { z } from 'zod';
import type { PlantedBug } from '../planted-bug.js';

/** A wrapper with a bug. */
export interface WrapperBug extends Pick<PlantedBug, 'wrong' | 'rule'> {
  readonly name: string;
  readonly create: (inner: Environment) => Environment;
  readonly settings?: WrapperSettings;
}

export function wrapperBug({ name, wrong, rule, create, settings }: WrapperBug): PlantedBug {
  const spec: WrapperSpec = {
    id: 'around',
    summary: 'Puts something around an environment.',
    options: z.strictObject({}),
    create: (_options, inner) => create(inner),
  };
  return {
    id: `wrapper/${name}`,
    wrong,
    rule,
    checks: () => wrapperChecks(spec, { agreementSteps: 30_000, ...settings }),
  };
}
