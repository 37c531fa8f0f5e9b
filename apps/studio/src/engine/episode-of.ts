import type { Environment } from '@pomdp-gym/contracts';
import type { Opening, Turn } from '@pomdp-gym/experiment';
import type { WatchedEpisode } from './calls.js';
import { spaceLabels } from './space-labels.js';

/** An episode with the names of what is done and seen in it. */
export function episodeOf(
  { actionSpace, observationSpace }: Environment,
  opening: Opening,
  turns: readonly Turn[],
): WatchedEpisode {
  return {
    opening,
    turns,
    actionLabels: spaceLabels(actionSpace),
    observationLabels: spaceLabels(observationSpace),
    moments: [opening.moment, ...turns.map(({ moment }) => moment)],
  };
}
