import type { Space } from '@pomdp-gym/contracts';
import { PlayedEpisode, type Turn } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import type { Calls, WatchedEpisode } from './calls.js';
import { problemOfRun } from './problem-of-run.js';

/** Plays an episode of a policy: what the world is, what is observed, the exact belief, what the policy does. */
export function watchEpisode(
  { episodeSeed, steps, ...of }: Calls['episode']['argument'],
  registry: Registry,
): WatchedEpisode {
  const { environment, policy } = problemOfRun(of, registry);
  const episode = new PlayedEpisode(environment, episodeSeed, policy);
  const turns: Turn[] = [];
  while (turns.length < steps && (turns.at(-1)?.step.ending ?? 'none') === 'none')
    turns.push(episode.follow());
  return {
    opening: episode.opening,
    turns,
    actionLabels: labelsOf(environment.actionSpace),
    observationLabels: labelsOf(environment.observationSpace),
    moments: [episode.opening.moment, ...turns.map(({ moment }) => moment)],
  };
}

function labelsOf(space: Space): readonly string[] | null {
  if (space.kind !== 'discrete') return null;
  return space.labels ?? Array.from({ length: space.size }, (_, i) => String(i));
}
