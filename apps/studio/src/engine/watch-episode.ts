import { PlayedEpisode, type Turn } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import type { Calls, WatchedEpisode } from './calls.js';
import { episodeOf } from './episode-of.js';
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
  return episodeOf(environment, episode.opening, turns);
}
