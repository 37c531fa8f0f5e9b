import { distance } from 'fastest-levenshtein';

/** The known names nearest to what was written, best first: at most three, and none that is far. */
export function nearest(written: string, known: readonly string[]): string[] {
  const far = Math.max(2, Math.ceil(written.length * 0.4));
  const wanted = written.toLowerCase();
  return known
    .map((name) => ({ name, edits: editsTo(wanted, name.toLowerCase()) }))
    .filter(({ edits }) => edits <= far)
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Whoever writes `tiger` means `Tiger-v0`: what a name goes on with counts little. */
function editsTo(wanted: string, name: string): number {
  return name.startsWith(wanted) ? 1 : distance(wanted, name);
}

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
