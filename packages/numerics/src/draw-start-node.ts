import type { Random } from '@pomdp-gym/contracts';
import { drawIndex } from './draw-index.js';

/** Draws the first node of an episode from the start law of a controller; where only one is possible, without chance. */
export function drawStartNode(start: Float64Array, random: Random): number {
  const first = start.findIndex((probability) => probability > 0);
  const sole = start.every((probability, node) => node === first || probability === 0);
  return sole ? first : drawIndex(start, 0, start.length, random);
}
