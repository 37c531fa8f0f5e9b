import { randomInt } from 'node:crypto';
import type { Command } from 'commander';
import { InputError } from '@pomdp-gym/contracts';
import { parseEnvironment, runOf } from '@pomdp-gym/experiment';
import { exitCodes } from '../exit-codes.js';
import { interruptible } from '../interruptible.js';
import { textOfFile } from '../files/pieces-of-file.js';
import { readAgentFile } from '../files/agent-file.js';
import type { Game } from '../play/game.js';
import { inputLines } from '../play/input-lines.js';
import { playInThread } from '../play/play-in-thread.js';
import type { SeatQuestion } from '../threads/post-game.js';
import { playSession, type Say, watchSession } from '../play/play-session.js';
import { addSharedOptions, examples, type SharedOptions, wholeNumber } from '../flags/shared-options.js';
import { colorsFor, note, print, printJson } from '../terminal/terminal.js';

interface Options extends SharedOptions {
  readonly seed?: number;
  readonly seat?: number;
  readonly team?: string;
  readonly agent?: string;
  readonly steps?: number;
  readonly reveal?: true;
}

/** Steps that an agent is watched for where there is no terminal to ask at. */
const STEPS = 20;

export function define(command: Command): void {
  addSharedOptions(command)
    .description(
      'Play an environment yourself: see what an agent sees, choose what it does, and compare with the exact belief. Or watch a ' +
        'trained agent: what it sees, what is to be believed then, the probability of each of its actions, and what it does.',
    )
    .argument(
      '[environment]',
      'an id, with options if they matter (TMaze-v0:length=3), or a model file; that of the agent by default',
    )
    .option('--agent <file>', 'watch this trained agent, which save wrote')
    .option('--steps <count>', `with --agent: its steps at once; ${STEPS} without a terminal`, wholeNumber(1))
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
        ['pomdp-gym play --agent agent.json', 'watch a trained agent, step by step'],
      ),
    )
    .action(play);
}

async function play(text: string | undefined, options: Options): Promise<void> {
  const { plugin, json, seed = randomInt(2 ** 31), reveal } = options;
  const say: Say = json ? note : print;
  const agent = options.agent === undefined ? undefined : readAgentFile(options.agent);
  if (!agent && options.steps !== undefined)
    throw new InputError('--steps is for a trained agent that is watched: name it with --agent.');
  const where = text ?? (agent && runOf(agent).environment.name);
  if (where === undefined)
    throw new InputError('Name an environment to play, or a trained agent with --agent.');
  const environment = text === undefined ? undefined : { name: text, ...parseEnvironment(text) };
  const place = seatQuestion(options.seat, options.team);
  if (agent && place) throw new InputError('--seat is for a person who plays: leave out --agent, or --seat.');
  const question = { environment, seed, agent, ...(place && { seat: place }) };
  const game = await interruptible(async (signal) => {
    const played = await playInThread(question, plugin, signal, (begun) => {
      for (const warning of begun.opening.warnings) note(colorsFor(process.stderr).yellow(warning));
      say(`${where}, seed ${seed}${agent ? `, ${runOf(agent).agent.name}` : ''}`);
      if (!agent) return playSession(begun, inputLines(say, signal), say, reveal);
      return watchSession(begun, stepsAsked(options.steps) ?? inputLines(say, signal, true), say, reveal);
    });
    if (signal.aborted) stopped();
    return played;
  });
  if (json && game) printJson(gameDocument(where, seed, game));
}

/** Steps that an agent takes at once; undefined where a person asks for them at a terminal. */
function stepsAsked(steps: number | undefined): number | undefined {
  return steps ?? (process.stdin.isTTY === true ? undefined : STEPS);
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
