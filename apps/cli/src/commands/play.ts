import { randomInt } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Environment, Frame, Space } from '@pomdp-gym/contracts';
import type { Command } from 'commander';
import { beliefBars } from '../belief-bars.js';
import { parseEnvironment } from '@pomdp-gym/experiment';
import { frameLines } from '../frame-lines.js';
import { Game, type GameStep } from '../game.js';
import { openRegistry } from '../open-registry.js';
import { readAction } from '../read-action.js';
import { addSharedOptions, examples, type SharedOptions, wholeNumber } from '../shared-options.js';
import { colors, note, print, printJson } from '../terminal.js';

interface Options extends SharedOptions {
  readonly seed?: number;
  readonly reveal?: true;
}

type Say = (line: string) => void;

export function define(command: Command): void {
  addSharedOptions(command)
    .description(
      'Play an environment yourself: see what an agent sees, choose what it does, and compare with the exact belief.',
    )
    .argument('<environment>', 'an id, with options if they matter (TMaze-v0:length=3), or a model file')
    .option('--seed <number>', 'the seed of the game; another one every time unless told', wholeNumber(0))
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
  say(`${colors.bold(text)}, seed ${seed}. Actions: ${actionsInWords(environment.actionSpace)}.`);
  say('Type an action, ? for the actions, or q to stop.');
  say(`${colors.dim('seen first:')} ${game.first}`);
  showMoment(game, say, reveal);
  for await (const line of inputLines(say)) {
    if (isQuit(line)) break;
    takeTurn(game, line, say, reveal);
    if (game.over) break;
  }
  showEnd(game, say);
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

function isQuit(line: string): boolean {
  return line === 'q' || line === 'quit';
}

function takeTurn(game: Game, line: string, say: Say, reveal?: true): void {
  const { actionSpace } = game.environment;
  if (line === '?') {
    say(`Actions: ${actionsInWords(actionSpace)}.`);
    return;
  }
  const read = readAction(line, actionSpace);
  if ('problem' in read) {
    say(colors.yellow(read.problem));
    return;
  }
  say(stepInWords(game.take(read.action), game));
  if (!game.over) showMoment(game, say, reveal);
}

function stepInWords({ action, observation, reward, ending }: GameStep, { steps, total }: Game): string {
  const end = ending === 'none' ? '' : `, ${ending}`;
  return `step ${steps.length}, ${action}: saw ${colors.bold(observation)}, reward ${short(reward)} (${short(total)} in all)${end}`;
}

/** What may be known now: the belief, and the truth where it is to be shown. */
function showMoment({ belief, environment }: Game, say: Say, reveal?: true): void {
  if (belief) {
    for (const line of beliefBars(belief, environment.model?.().labels.states)) say(`  ${line}`);
  }
  if (reveal) showTruth(environment, say);
}

function showTruth(environment: Environment, say: Say): void {
  const frame: Frame | undefined = environment.frame?.();
  if (!frame) say('  This environment has no picture of its hidden state.');
  else for (const line of frameLines(frame)) say(`  ${line}`);
}

function showEnd({ steps, total, environment }: Game, say: Say): void {
  const { optimum } = environment;
  const best = optimum
    ? `; the best attainable is ${short(optimum.averageReward)} a step in the long run`
    : '';
  const mean = steps.length > 0 ? `, ${short(total / steps.length)} a step` : '';
  say(`The end: reward ${short(total)} in ${steps.length} steps${mean}${best}. The truth was:`);
  showTruth(environment, say);
}

function actionsInWords(space: Space): string {
  if (space.kind === 'box') return `${space.low.length} numbers with commas between them`;
  return Array.from({ length: space.size }, (_, action) => {
    const label = space.labels?.[action];
    return label === undefined ? `${action}` : `${action} ${label}`;
  }).join(', ');
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

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
