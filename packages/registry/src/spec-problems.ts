import { isClass, type Kind, type SpecOf, valueInWords } from '@pomdp-gym/contracts';

/**
 * What a contributed value lacks to be a spec, in words; empty for a sound one. Looks at the parts, never at the class:
 * a plugin brings its own copies of zod and of the contracts.
 */
export function specProblems(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [`it is ${valueInWords(value)}, and no object`];
  const problems: string[] = [];
  if (!hasText(value, 'id')) problems.push('it has no id (text)');
  else if (!NAMEABLE.test(String(Reflect.get(value, 'id'))))
    problems.push('its id has other characters than letters, digits and hyphens');
  if (!hasText(value, 'summary')) problems.push('it has no summary (one sentence)');
  if (!isSchema(Reflect.get(value, 'options')))
    problems.push('its options are no zod 4 schema (z.strictObject)');
  const create: unknown = Reflect.get(value, 'create');
  if (typeof create !== 'function') problems.push('it has no create function');
  else if (isClass(create))
    problems.push(`its create is ${valueInWords(create)}: write (options) => new ${create.name}(options)`);
  return problems;
}

/** An id that a command line and a study can name: no blank, and nothing that begins options or wrappers. */
const NAMEABLE = /^[^\s:+,=()]+$/;

/** Whether a contributed value has all the parts of a spec. */
export function isSpec(value: unknown): value is SpecOf[Kind] {
  return specProblems(value).length === 0;
}

function hasText(value: object, key: string): boolean {
  const text: unknown = Reflect.get(value, key);
  return typeof text === 'string' && text.trim() !== '';
}

function isSchema(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    '_zod' in value &&
    'safeParse' in value &&
    typeof value.safeParse === 'function'
  );
}

/** Whether it is a ContainerModule of whichever copy of inversify. */
export function isModule(value: unknown): value is { load: unknown } {
  return typeof value === 'object' && value !== null && 'load' in value && typeof value.load === 'function';
}
