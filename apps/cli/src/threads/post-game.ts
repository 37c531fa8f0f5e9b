import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import {
  type Action,
  type Environment,
  InputError,
  isInputError,
  type StudyEnvironment,
} from '@pomdp-gym/contracts';
import { createEnvironment, guardedEnvironment } from '@pomdp-gym/experiment';
import { firstLine, type Registry } from '@pomdp-gym/registry';
import { ControllerPolicy, parseTeam, requireFit, teamSpaces } from '@pomdp-gym/models';
import { Episode, type Opening, type Turn } from '../play/episode.js';
import { SeatEnvironment } from '../play/seat-environment.js';

/** The game that a thread is asked for. */
export interface GameQuestion {
  readonly environment: Omit<StudyEnvironment, 'name'>;
  readonly seed: number;
  /** The agent of several that is played; all of them together where it is left out. */
  readonly seat?: SeatQuestion;
}

/** One agent's place, and the text of the team whose other agents act; without it they act at random. */
export interface SeatQuestion {
  readonly agent: number;
  readonly team?: { readonly text: string; readonly file: string };
}

/** What the thread posts: what the game begins with, then a turn for each action that it is sent. */
export type GameMessage = Opening | Turn;

/** Plays an episode by the actions that come through a port, until a null comes. */
export async function postGame(
  { environment: reference, seed, seat }: GameQuestion,
  registry: Registry,
  port: MessagePort,
): Promise<void> {
  const environment = guardedEnvironment(createEnvironment(reference, registry), reference.id);
  try {
    const episode = new Episode(seat ? seated(environment, seat, registry) : environment, seed);
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
