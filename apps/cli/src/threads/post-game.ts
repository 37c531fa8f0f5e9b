import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { type Action, InputError, isInputError, type StudyEnvironment } from '@pomdp-gym/contracts';
import { createEnvironment, guardedEnvironment } from '@pomdp-gym/experiment';
import { firstLine, type Registry } from '@pomdp-gym/registry';
import { Episode, type Opening, type Turn } from '../play/episode.js';

/** The game that a thread is asked for. */
export interface GameQuestion {
  readonly environment: Omit<StudyEnvironment, 'name'>;
  readonly seed: number;
}

/** What the thread posts: what the game begins with, then a turn for each action that it is sent. */
export type GameMessage = Opening | Turn;

/** Plays an episode by the actions that come through a port, until a null comes. */
export async function postGame(
  { environment: reference, seed }: GameQuestion,
  registry: Registry,
  port: MessagePort,
): Promise<void> {
  const environment = guardedEnvironment(createEnvironment(reference, registry), reference.id);
  try {
    const episode = new Episode(environment, seed);
    port.postMessage(episode.opening);
    for (;;) {
      const [action] = (await once(port, 'message')) as [Action | null];
      if (action === null) return;
      port.postMessage(episode.take(action));
    }
  } catch (error) {
    if (isInputError(error)) throw error;
    throw new InputError(`The environment ${reference.id} fails: ${firstLine(error).replace(/\.$/, '')}.`, {
      cause: error,
    });
  }
}
