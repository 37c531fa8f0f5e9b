import type { Space } from '@pomdp-gym/contracts';
import { beliefBars } from './belief-bars.js';
import { frameLines } from './frame-lines.js';
import type { GameStep, Intent, Moment } from '@pomdp-gym/experiment';
import type { Game } from './game.js';
import { readAction } from './read-action.js';
import { colors } from '../terminal/terminal.js';

/** Says one line to the person who plays. */
export type Say = (line: string) => void;

/**
 * Plays a game by what a person types, line by line, until the episode ends, the person stops, there is no more input, or a step
 * is stopped. The hidden state is shown at the end, and before only where it is to be revealed.
 */
export async function playSession(
  game: Game,
  lines: AsyncIterable<string> | Iterable<string>,
  say: Say,
  reveal?: true,
): Promise<void> {
  const { actionSpace, first } = game.opening;
  say(`Actions: ${actionsInWords(actionSpace)}.`);
  say('Type an action, ? for the actions, or q to stop.');
  say(`${colors.dim('seen first:')} ${first}`);
  showMoment(game, say, reveal);
  try {
    for await (const line of lines) if (isQuit(line) || !(await takeTurn(game, line, say, reveal))) break;
  } finally {
    showEnd(game, say);
  }
}

function isQuit(line: string): boolean {
  return line === 'q' || line === 'quit';
}

/**
 * Shows an episode in which an agent acts: so many steps where their number is given, else as a person asks for them line by
 * line, until the episode ends. An empty line is one step, a number as many.
 */
export async function watchSession(
  game: Game,
  lines: AsyncIterable<string> | Iterable<string> | number,
  say: Say,
  reveal?: true,
): Promise<void> {
  say(`${colors.dim('seen first:')} ${game.opening.first}`);
  showMoment(game, say, reveal);
  try {
    if (typeof lines === 'number') await watchTurns(game, lines, say, reveal);
    else await watchByLines(game, lines, say, reveal);
  } finally {
    showEnd(game, say);
  }
}

async function watchByLines(
  game: Game,
  lines: AsyncIterable<string> | Iterable<string>,
  say: Say,
  reveal?: true,
): Promise<void> {
  say('Press Enter for a step, type a number for as many, or q to stop.');
  for await (const line of lines) {
    if (isQuit(line)) return;
    const count = line === '' ? 1 : Number(line);
    if (!Number.isSafeInteger(count) || count < 1)
      say(colors.yellow(`Not ${line}: press Enter, type a number, or q.`));
    else if (!(await watchTurns(game, count, say, reveal))) return;
  }
}

/** Lets the agent act so many times; whether the game goes on. */
async function watchTurns(game: Game, count: number, say: Say, reveal?: true): Promise<boolean> {
  for (let i = 0; i < count; i++) {
    const step = await game.take('agent');
    if (!step) return false;
    say(stepInWords(step, game));
    if (game.over) return false;
    showMoment(game, say, reveal);
  }
  return true;
}

/** Takes a turn by a line; whether the game goes on. */
async function takeTurn(game: Game, line: string, say: Say, reveal?: true): Promise<boolean> {
  const { actionSpace } = game.opening;
  if (line === '?') {
    say(`Actions: ${actionsInWords(actionSpace)}.`);
    return true;
  }
  const read = readAction(line, actionSpace);
  if ('problem' in read) {
    say(colors.yellow(read.problem));
    return true;
  }
  const step = await game.take({ action: read.action });
  if (!step) return false;
  say(stepInWords(step, game));
  if (game.over) return false;
  showMoment(game, say, reveal);
  return true;
}

function stepInWords(
  { action, observation, reward, ending }: GameStep,
  { steps, moment: { total } }: Game,
): string {
  const end = ending === 'none' ? '' : `, ${ending}`;
  return `step ${steps.length}, ${action}: saw ${colors.bold(observation)}, reward ${short(reward)} (${short(total)} in all)${end}`;
}

/** What may be known now: the belief, and the truth where it is to be shown. */
function showMoment({ moment, opening }: Game, say: Say, reveal?: true): void {
  if (moment.belief) {
    for (const line of beliefBars(moment.belief, opening.stateLabels ?? undefined)) say(`  ${line}`);
  }
  if (moment.intent) showIntent(moment.intent, opening.actionSpace, say);
  if (reveal) showTruth(moment, say);
}

/** What the agent does next: the probability of each action, or the one that it has chosen. */
function showIntent({ action, probabilities }: Intent, space: Space, say: Say): void {
  if (!probabilities || space.kind !== 'discrete') {
    say(`  ${colors.dim('it will take:')} ${action}`);
    return;
  }
  say(`  ${colors.dim('probability of each action:')}`);
  const names = Array.from(probabilities, (_, at) => space.labels?.[at] ?? `action ${at}`);
  for (const line of beliefBars(probabilities, names)) say(`  ${line}`);
}

function showTruth({ frame }: Moment, say: Say): void {
  if (!frame) say('  This environment has no picture of its hidden state.');
  else for (const line of frameLines(frame)) say(`  ${line}`);
}

function showEnd({ steps, moment, opening: { optimum } }: Game, say: Say): void {
  const { total } = moment;
  const best = optimum
    ? `; the best attainable is ${short(optimum.averageReward)} a step in the long run`
    : '';
  const mean = steps.length > 0 ? `, ${short(total / steps.length)} a step` : '';
  say(`The end: reward ${short(total)} in ${steps.length} steps${mean}${best}. The truth was:`);
  showTruth(moment, say);
}

function actionsInWords(space: Space): string {
  if (space.kind === 'box') return `${space.low.length} numbers with commas between them`;
  return Array.from({ length: space.size }, (_, action) => {
    const label = space.labels?.[action];
    return label === undefined ? `${action}` : `${action} ${label}`;
  }).join(', ');
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
