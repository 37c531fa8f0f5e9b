import type { ControllerEdge } from './controller-edges.js';
import { short } from './number-text.js';

/** Observations that are named of an edge. */
const MOST = 4;

/** An edge in words: how likely it is, and on which observations. */
export function edgeWords({ from, to, probability, causes }: ControllerEdge): string {
  const share =
    probability === null
      ? 'its node is not visited in the long run'
      : `${short(probability)} of the steps in ${from}`;
  const named = causes.slice(0, MOST).map((cause) => `${cause.observation} → ${short(cause.probability)}`);
  const more = causes.length > MOST ? `, and ${causes.length - MOST} more in the table` : '';
  const on = named.length > 0 ? ` On ${named.join(', ')}${more}.` : '';
  return `${from} → ${to}: ${share}.${on}`;
}
