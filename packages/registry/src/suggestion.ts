import { nearest } from '@pomdp-gym/contracts';

/** The most names that a sentence lists. */
const SHOWN = 20;

/** `Did you mean x?` where something is near, else what there is: a sentence to end a refusal with. */
export function suggestion(written: string, known: readonly string[], plural: string): string {
  const near = nearest(written, known);
  if (near.length > 0) return `Did you mean ${alternatives(near)}?`;
  if (known.length === 0) return `There are no ${plural}.`;
  return known.length > SHOWN
    ? `None of the ${known.length} ${plural} is near.`
    : `The ${plural} are ${list(known, 'and')}.`;
}

/** a, b or c */
export function alternatives(names: readonly string[]): string {
  return list(names, 'or');
}

function list(names: readonly string[], word: 'and' | 'or'): string {
  if (names.length <= 1) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}
