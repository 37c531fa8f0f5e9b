import { createWithEarlierNames, type Spec } from '@pomdp-gym/contracts';

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
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new RangeError(`Its options are refused (${problems.join('; ')}).`);
  }
  return createWithEarlierNames(
    () => spec.create(parsed.data, ...given),
    () => undefined,
  );
}
