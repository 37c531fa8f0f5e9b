import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import {
  type Environment,
  InputError,
  isInputError,
  type Policy,
  type StudyEnvironment,
} from '@pomdp-gym/contracts';
import { guardedEnvironment, restoreAgent, runOf, type SavedAgent } from '@pomdp-gym/experiment';
import { requireSameModel } from '@pomdp-gym/experiment/node';
import { firstLine, type Registry } from '@pomdp-gym/registry';
import { Episode, type Opening, type Turn } from '../play/episode.js';
import type { Move } from '../play/game.js';

/** The game that a thread is asked for. */
export interface GameQuestion {
  /** That of the agent where it is left out. */
  readonly environment?: StudyEnvironment | undefined;
  readonly seed: number;
  /** Who acts where no person does. */
  readonly agent?: SavedAgent | undefined;
}

/** What the thread posts: what the game begins with, then a turn for each move that it is sent. */
export type GameMessage = Opening | Turn;

/** Plays an episode by the moves that come through a port, until a null comes. */
export async function postGame(question: GameQuestion, registry: Registry, port: MessagePort): Promise<void> {
  const { environment, policy, name } = await playersOf(question, registry);
  try {
    const episode = new Episode(environment, question.seed, policy);
    port.postMessage(episode.opening);
    for (;;) {
      const [move] = (await once(port, 'message')) as [Move | null];
      if (move === null) return;
      port.postMessage(move === 'agent' ? episode.follow() : episode.take(move.action));
    }
  } catch (error) {
    if (isInputError(error)) throw error;
    const subject = policy ? `The agent in ${name}` : `The environment ${name}`;
    throw new InputError(`${subject} fails: ${firstLine(error).replace(/\.$/, '')}.`, { cause: error });
  }
}

/** The environment of a game, and the policy that acts in it. */
interface Players {
  readonly environment: Environment;
  readonly policy?: Policy;
  readonly name: string;
}

async function playersOf({ environment, agent }: GameQuestion, registry: Registry): Promise<Players> {
  if (agent) {
    const restored = await restoreAgent(agent, registry, new AbortController().signal, environment);
    if (!environment) requireSameModel(agent, restored.environment);
    return { ...restored, name: (environment ?? runOf(agent).environment).name };
  }
  if (!environment) throw new InputError('Name an environment to play.');
  const { id, name } = environment;
  return { environment: guardedEnvironment(registry.create('environment', environment), id), name };
}
