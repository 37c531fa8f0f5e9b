import type { Spec } from '@pomdp-gym/contracts';

/** Makes what a spec describes, from the options given and the defaults of the others. */
export function make<Made, Given extends readonly unknown[]>(
  spec: Spec<Made, Given>,
  options: Readonly<Record<string, unknown>> | undefined,
  ...given: Given
): Made {
  // The schema has just parsed them: the one place where a spec's own option type cannot be named.
  return spec.create(spec.options.parse(options ?? {}) as never, ...given);
}
