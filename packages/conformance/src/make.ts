import { createWithEarlierNames, type Spec } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { demand } from './check.js';

/** Makes what a spec describes, from the options given and the defaults of the others. */
export function make<Made, Given extends readonly unknown[]>(
  spec: Spec<Made, Given>,
  options: Readonly<Record<string, unknown>> | undefined,
  ...given: Given
): Made {
  const parsed = spec.options.safeParse(options ?? {});
  demand(parsed.success, () => `Its options are refused: ${parsed.error && z.prettifyError(parsed.error)}.`);
  return createWithEarlierNames(
    () => spec.create(parsed.data, ...given),
    () => undefined,
  );
}
