import { firstValueFrom, Subject } from 'rxjs';
import { inThread } from '../threads/in-thread.js';
import type { GameMessage, GameQuestion } from '../threads/post-game.js';
import { Game, type Move } from './game.js';

/**
 * Plays a game whose environment runs in a thread of its own, so that signals are served whatever it does. Where the signal ends
 * the thread, the step that is under way is no part of the game.
 *
 * @param session plays the game, once it has begun.
 * @returns the game as far as it went; undefined where it was stopped before it began.
 * @throws InputError where the environment cannot be made or fails, after the session has ended.
 */
export async function playInThread(
  question: GameQuestion,
  plugins: readonly string[],
  signal: AbortSignal,
  session: (game: Game) => Promise<void>,
): Promise<Game | undefined> {
  const messages = new Subject<GameMessage>();
  const next = () => firstValueFrom(messages, { defaultValue: undefined });
  let send: (move: Move | null) => void = () => undefined;
  const first = next();
  const thread = inThread<GameQuestion, GameMessage>({
    ...{ work: 'game', question, plugins, signal },
    onMessage: (message, reply) => {
      send = reply;
      messages.next(message);
    },
  });
  thread.then(
    () => messages.complete(),
    (error: unknown) => messages.error(error),
  );
  const opening = await first;
  if (!opening || !('first' in opening)) return undefined;
  const game = new Game(opening, async (move) => {
    const answer = next();
    send(move);
    const turn = await answer;
    return turn && 'step' in turn ? turn : undefined;
  });
  await session(game);
  send(null);
  await thread;
  return game;
}
