import { InputError } from '@pomdp-gym/contracts';
import type { Replicates } from '../replicates.js';
import type { Aggregate } from './aggregate.js';

/** A point of a learning curve: the steps so far, and the score by then. */
export type ScorePoint = readonly [steps: number, score: number];

/**
 * An aggregate at places along the steps: rliable's sample-efficiency curve (Agarwal et al., NeurIPS 2021, figure 7). A run
 * counts with its last point so far. Throws an InputError where a run has none by the first place.
 *
 * @param tasks for each task, the curve of each seed, with steps in ascending order.
 * @returns one value a place.
 */
export function sampleEfficiency(
  tasks: readonly Replicates<readonly ScorePoint[]>[],
  aggregate: Aggregate,
  places: readonly number[],
): number[] {
  return places.map((place) =>
    aggregate.of(tasks.map((runs) => runs.map((curve, seed) => scoreBy(curve, place, seed)).scores)),
  );
}

function scoreBy(curve: readonly ScorePoint[], place: number, seed: number): number {
  const found = curve.findLast(([steps]) => steps <= place);
  if (found) return found[1];
  throw new InputError(
    `The run of seed ${seed} has no score by step ${place}: begin the curve at its first point, step ${curve[0]?.[0]}.`,
  );
}
