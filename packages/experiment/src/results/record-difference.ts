import type { RunRecord } from '../run/run-record.js';

/** What may be another when a run is computed again: what it ran on and the paths it is installed at, not what came out of it. */
const APART: readonly string[] = ['versions', 'patience', 'stack'];

/**
 * Where a record that was computed again is another than the written one, in a phrase about the first such value; undefined where all
 * that came out of the run is the same, to the bit.
 */
export function recordDifference(
  written: RunRecord,
  made: RunRecord,
  places: Places = ['there', 'computed again'],
): string | undefined {
  const computed = JSON.parse(JSON.stringify(made)) as object; // as it would be written: of 0 without its sign
  const keys = new Set([...Object.keys(written), ...Object.keys(computed)]);
  for (const key of keys) {
    if (APART.includes(key)) continue;
    const found = difference(Reflect.get(written, key), Reflect.get(computed, key), key, places);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** How a phrase names the two records. */
type Places = readonly [first: string, second: string];

function difference(written: unknown, computed: unknown, path: string, places: Places): string | undefined {
  if (Object.is(written, computed)) return undefined;
  if (!isTree(written) || !isTree(computed))
    return `${path} is ${textOf(written)} ${places[0]}, and ${textOf(computed)} ${places[1]}`;
  const keys = new Set([...Object.keys(written), ...Object.keys(computed)]);
  for (const key of keys) {
    const found = difference(Reflect.get(written, key), Reflect.get(computed, key), `${path}.${key}`, places);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}
