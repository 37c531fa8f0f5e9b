import { createWithEarlierNames, madeProblem, type Spec, type TabledKind } from '@pomdp-gym/contracts';

/**
 * Makes what a spec describes, from the options given and the defaults of the others.
 *
 * @throws RangeError where its schema refuses the options; TypeError where `create` returns no object of the kind, with what would be
 * right, so that every rule says this and none fails on a method that is missing.
 */
export function make<Made, Given extends readonly unknown[]>(
  kind: TabledKind,
  spec: Spec<Made, Given>,
  options: Readonly<Record<string, unknown>> | undefined,
  ...given: Given
): Made {
  const parsed = spec.options.safeParse(options ?? {});
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new RangeError(`Its options are refused (${problems.join('; ')}).`);
  }
  const made = createWithEarlierNames(
    () => spec.create(parsed.data, ...given),
    () => undefined,
  );
  const problem = madeProblem(kind, made);
  if (problem !== undefined) throw new TypeError(`${problem[0]?.toUpperCase()}${problem.slice(1)}`);
  return made;
}
