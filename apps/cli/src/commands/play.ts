import { randomInt } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { parseEnvironment } from '@pomdp-gym/experiment';
import { Game } from '../play/game.js';
import { openRegistry } from '../open-registry.js';
import { playSession, type Say } from '../play/play-session.js';
import { addSharedOptions, examples, type SharedOptions, wholeNumber } from '../flags/shared-options.js';
import { note, print, printJson } from '../terminal/terminal.js';

interface Options extends SharedOptions {
  readonly seed?: number;
  readonly reveal?: true;
}

export function define(command: Command): void {
  addSharedOptions(command)
    .description(
      'Play an environment yourself: see what an agent sees, choose what it does, and compare with the exact belief.',
    )
    .argument('<environment>', 'an id, with options if they matter (TMaze-v0:length=3), or a model file')
    .option('--seed <number>', 'the seed of the game; another one every time by default', wholeNumber(0))
    .option('--reveal', 'show the hidden state all along, not only at the end')
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym play Tiger-v0', 'listen, then open a door'],
        ['pomdp-gym play Hallway-v0:atGoal=stop --reveal', 'with the plan in sight'],
        ['echo listen | pomdp-gym play Tiger-v0 --seed 1 --json', 'a game as JSON'],
      ),
    )
    .action(play);
}

async function play(
  text: string,
  { plugin, json, seed = randomInt(2 ** 31), reveal }: Options,
): Promise<void> {
  const registry = await openRegistry(plugin, process.cwd());
  const environment = registry.create('environment', parseEnvironment(text));
  const say: Say = json ? note : print;
  const game = new Game(environment, seed);
  say(`${text}, seed ${seed}`);
  await playSession(game, inputLines(say), say, reveal);
  if (json) printJson(gameDocument(text, seed, game));
}

/** The lines that a person types, or that are piped in, which are then shown as if they had been typed. */
async function* inputLines(say: Say): AsyncGenerator<string> {
  const typed = process.stdin.isTTY === true;
  const lines = createInterface({
    input: process.stdin,
    ...(typed && { output: process.stderr }),
    prompt: '> ',
  });
  lines.on('SIGINT', () => lines.close());
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
  const { first, steps, total, discounted, belief } = game;
  const frame = game.environment.frame?.();
  const truth = frame && {
    picture: frame.picture.map((line) => line.map(({ text }) => text).join('')),
    facts: frame.facts,
  };
  return {
    environment,
    seed,
    first,
    steps,
    total,
    discounted,
    belief: belief ? Array.from(belief) : null,
    truth: truth ?? null,
  };
}
