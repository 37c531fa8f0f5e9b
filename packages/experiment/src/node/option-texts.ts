import type { Reference } from '@pomdp-gym/contracts';

/** Every text among the options of a reference, however deep: it may name a file. */
export function optionTexts({ options }: Pick<Reference, 'options'>): string[] {
  return textsIn(options);
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
