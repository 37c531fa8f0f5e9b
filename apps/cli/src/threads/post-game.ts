import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import {
  type Environment,
  InputError,
  isInputError,
  type Policy,
  type StudyEnvironment,
} from '@pomdp-gym/contracts';
import {
  createEnvironment,
  guardedEnvironment,
  restoreAgent,
  runOf,
  type SavedAgent,
  type Opening,
  PlayedEpisode,
  type Turn,
} from '@pomdp-gym/experiment';
import { requireSameModel } from '@pomdp-gym/experiment/node';
import { firstLine, type Registry } from '@pomdp-gym/registry';
import { ControllerPolicy, parseTeam, requireFit, teamSpaces } from '@pomdp-gym/models';
import type { Move } from '../play/game.js';
import { SeatEnvironment } from '../play/seat-environment.js';

/** The game that a thread is asked for. */
export interface GameQuestion {
  /** That of the agent where it is left out. */
  readonly environment?: StudyEnvironment | undefined;
  readonly seed: number;
  /** The agent of several that is played; all of them together where it is left out. */
  readonly seat?: SeatQuestion;
  /** Who acts where no person does. */
  readonly agent?: SavedAgent | undefined;
}

/** One agent's place, and the text of the team whose other agents act; without it they act at random. */
export interface SeatQuestion {
  readonly agent: number;
  readonly team?: { readonly text: string; readonly file: string };
}

/** What the thread posts: what the game begins with, then a turn for each move that it is sent. */
export type GameMessage = Opening | Turn;

/** Plays an episode by the moves that come through a port, until a null comes. */
export async function postGame(question: GameQuestion, registry: Registry, port: MessagePort): Promise<void> {
  const { environment, policy, name } = await playersOf(question, registry);
  try {
    const { seat, seed } = question;
    const episode = new PlayedEpisode(seat ? seated(environment, seat, registry) : environment, seed, policy);
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

/** The environment from one seat: the others are those of the team, or act uniformly at random. */
function seated(
  environment: Environment,
  { agent, team }: SeatQuestion,
  registry: Registry,
): SeatEnvironment {
  if (!team)
    return new SeatEnvironment(environment, agent, (spaces) =>
      registry.create('policy', { id: 'uniform', options: {} }, spaces),
    );
  const laws = parseTeam(team.text, team.file);
  requireFit(laws, teamSpaces(environment));
  return new SeatEnvironment(environment, agent, (_spaces, other) => new ControllerPolicy(laws[other]!));
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
  return { environment: guardedEnvironment(createEnvironment(environment, registry), id), name };
}
