import { createWithEarlierNames, type Spec } from '@pomdp-gym/contracts';
import { z } from 'zod';

/**
 * Makes what a spec describes, from the options given and the defaults of the others.
 *
 * @throws RangeError where its schema refuses the options.
 */
export function make<Made, Given extends readonly unknown[]>(
  spec: Spec<Made, Given>,
  options: Readonly<Record<string, unknown>> | undefined,
  ...given: Given
): Made {
  const parsed = spec.options.safeParse(options ?? {});
  if (!parsed.success) throw new RangeError(`Its options are refused: ${z.prettifyError(parsed.error)}.`);
  return createWithEarlierNames(
    () => spec.create(parsed.data, ...given),
    () => undefined,
  );
}
