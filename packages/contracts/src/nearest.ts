import { distance } from 'fastest-levenshtein';

/** Nobody means a name longer than this; comparing takes time as the square of the length. */
const LONGEST = 100;

/** The known names nearest to what was written, best first: at most three, and none that is far. Case does not matter. */
export function nearest(written: string, known: readonly string[]): string[] {
  if (written.length > LONGEST) return [];
  const far = written.length <= 2 ? 1 : Math.max(2, Math.ceil(written.length * 0.4));
  const wanted = written.toLowerCase();
  return known
    .map((name) => ({ name, edits: editsTo(wanted, name.toLowerCase(), far) }))
    .filter(({ edits }) => edits <= far)
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Whoever writes `tiger` means `Tiger-v0`: what a name goes on with counts little. */
function editsTo(wanted: string, name: string, far: number): number {
  if (name.startsWith(wanted)) return name === wanted ? 0 : 1;
  return Math.abs(name.length - wanted.length) > far ? Infinity : distance(wanted, name);
}
