import { randomInt } from 'node:crypto';
import { createInterface } from 'node:readline';
import { InputError } from '@pomdp-gym/contracts';
import type { Command } from 'commander';
import { parseEnvironment } from '@pomdp-gym/experiment';
import { exitCodes } from '../exit-codes.js';
import { interruptible } from '../interruptible.js';
import { textOfFile } from '../files/pieces-of-file.js';
import type { Game } from '../play/game.js';
import { playInThread } from '../play/play-in-thread.js';
import { playSession, type Say } from '../play/play-session.js';
import type { SeatQuestion } from '../threads/post-game.js';
import { addSharedOptions, examples, type SharedOptions, wholeNumber } from '../flags/shared-options.js';
import { colorsFor, note, print, printJson } from '../terminal/terminal.js';

interface Options extends SharedOptions {
  readonly seed?: number;
  readonly seat?: number;
  readonly team?: string;
  readonly reveal?: true;
}

export function define(command: Command): void {
  addSharedOptions(command)
    .description(
      'Play an environment yourself: see what an agent sees, choose what it does, and compare with the exact belief.',
    )
    .argument('<environment>', 'an id, with options if they matter (TMaze-v0:length=3), or a model file')
    .option('--seed <number>', 'the seed of the game; another one every time by default', wholeNumber(0))
    .option(
      '--seat <agent>',
      'play one agent of several, from 0; all of them together by default',
      wholeNumber(0),
    )
    .option('--team <file>', 'with --seat: the team (.team) whose other agents act; at random by default')
    .option('--reveal', 'show the hidden state all along, not only at the end')
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym play Tiger-v0', 'listen, then open a door'],
        ['pomdp-gym play Hallway-v0:atGoal=stop --reveal', 'with the plan in sight'],
        ['echo listen | pomdp-gym play Tiger-v0 --seed 1 --json', 'a game as JSON'],
        ['pomdp-gym play DecTiger-v0 --seat 0 --team tigers.team', 'one of two agents'],
      ),
    )
    .action(play);
}

async function play(
  text: string,
  { plugin, json, seed = randomInt(2 ** 31), reveal, seat, team }: Options,
): Promise<void> {
  const say: Say = json ? note : print;
  const place = seatQuestion(seat, team);
  const question = { environment: parseEnvironment(text), seed, ...(place && { seat: place }) };
  const game = await interruptible(async (signal) => {
    const played = await playInThread(question, plugin, signal, (begun) => {
      for (const warning of begun.opening.warnings) note(colorsFor(process.stderr).yellow(warning));
      say(`${text}, seed ${seed}`);
      return playSession(begun, inputLines(say, signal), say, reveal);
    });
    if (signal.aborted) stopped();
    return played;
  });
  if (json && game) printJson(gameDocument(text, seed, game));
}

/** Which agent is played, and what the others act by. */
function seatQuestion(agent: number | undefined, file: string | undefined): SeatQuestion | undefined {
  if (agent !== undefined)
    return { agent, ...(file !== undefined && { team: { text: textOfFile(file, 'team'), file } }) };
  if (file === undefined) return undefined;
  throw new InputError('--team says how the others act, so --seat has to say which agent is played.');
}

function stopped(): void {
  note('Stopped.');
  process.exitCode = exitCodes.interrupted;
}

/** The lines that a person types, or that are piped in, which are then shown as if they had been typed; none after the signal. */
async function* inputLines(say: Say, signal: AbortSignal): AsyncGenerator<string> {
  const typed = process.stdin.isTTY === true;
  const lines = createInterface({
    input: process.stdin,
    ...(typed && { output: process.stderr }),
    prompt: '> ',
  });
  // A terminal that is read line by line passes Ctrl-C on as a key.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  signal.addEventListener('abort', () => lines.close());
  if (typed) lines.prompt();
  for await (const line of lines) {
    const word = line.trim();
    if (!typed) say(`> ${word}`);
    if (word !== '') yield word;
    if (typed) lines.prompt();
  }
  lines.close();
}

/** A game as JSON: `truth` holds the facts of the last frame, and its picture as lines. */
function gameDocument(environment: string, seed: number, game: Game): object {
  const { belief, frame, total, discounted } = game.moment;
  const truth = frame && {
    picture: frame.picture.map((line) => line.map(({ text }) => text).join('')),
    facts: frame.facts,
  };
  return {
    environment,
    seed,
    first: game.opening.first,
    steps: game.steps,
    total,
    discounted,
    belief: belief && Array.from(belief),
    truth,
    ...(process.exitCode === exitCodes.interrupted && { stopped: true }),
  };
}
