import { type Action, InputError, type Space } from '@pomdp-gym/contracts';
import { createEnvironment, parseEnvironment, PlayedEpisode, type Turn } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import type { PlayQuestion, WatchedEpisode } from './calls.js';
import { episodeOf } from './episode-of.js';

/** Plays the actions of a person from the start of an episode on; those after its end are not played. */
export function playEpisode(
  { environment: name, episodeSeed, actions }: PlayQuestion,
  registry: Registry,
): WatchedEpisode {
  const environment = createEnvironment(parseEnvironment(name), registry);
  const episode = new PlayedEpisode(environment, episodeSeed);
  const turns: Turn[] = [];
  for (const action of actionsOf(actions, environment.actionSpace)) {
    if (turns.length > 0 && turns.at(-1)?.step.ending !== 'none') break;
    turns.push(episode.take(action));
  }
  return episodeOf(environment, episode.opening, turns);
}

/** Throws an InputError where a number is no action. */
function actionsOf(numbers: readonly number[], space: Space): Action[] {
  if (space.kind === 'discrete') return numbers.map((number) => discreteAction(number, space.size));
  const width = space.low.length;
  return Array.from({ length: Math.floor(numbers.length / width) }, (_, i) =>
    Float64Array.from(numbers.slice(i * width, (i + 1) * width)),
  );
}

function discreteAction(number: number, size: number): number {
  if (Number.isInteger(number) && number >= 0 && number < size) return number;
  throw new InputError(`There is no action ${number} here: actions are whole numbers from 0 to ${size - 1}.`);
}
