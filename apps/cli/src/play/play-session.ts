import type { Environment, Space } from '@pomdp-gym/contracts';
import { beliefBars } from './belief-bars.js';
import { frameLines } from './frame-lines.js';
import type { Game, GameStep } from './game.js';
import { readAction } from './read-action.js';
import { colors } from '../terminal/terminal.js';

/** Says one line to the person who plays. */
export type Say = (line: string) => void;

/**
 * Plays a game by what a person types, line by line, until the episode ends, the person stops or there is no more input. The hidden
 * state is shown at the end, and before only where it is to be revealed.
 */
export async function playSession(
  game: Game,
  lines: AsyncIterable<string> | Iterable<string>,
  say: Say,
  reveal?: true,
): Promise<void> {
  say(`Actions: ${actionsInWords(game.environment.actionSpace)}.`);
  say('Type an action, ? for the actions, or q to stop.');
  say(`${colors.dim('seen first:')} ${game.first}`);
  showMoment(game, say, reveal);
  for await (const line of lines) {
    if (isQuit(line)) break;
    takeTurn(game, line, say, reveal);
    if (game.over) break;
  }
  showEnd(game, say);
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
  const frame = environment.frame?.();
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

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
