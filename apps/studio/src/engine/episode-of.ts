import type { Environment, Space } from '@pomdp-gym/contracts';
import type { Opening, Turn } from '@pomdp-gym/experiment';
import type { WatchedEpisode } from './calls.js';

/** An episode with the names of what is done and seen in it. */
export function episodeOf(
  { actionSpace, observationSpace }: Environment,
  opening: Opening,
  turns: readonly Turn[],
): WatchedEpisode {
  return {
    opening,
    turns,
    actionLabels: labelsOf(actionSpace),
    observationLabels: labelsOf(observationSpace),
    moments: [opening.moment, ...turns.map(({ moment }) => moment)],
  };
}

function labelsOf(space: Space): readonly string[] | null {
  if (space.kind !== 'discrete') return null;
  return space.labels ?? Array.from({ length: space.size }, (_, i) => String(i));
}
