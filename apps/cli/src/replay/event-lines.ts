import type { RunEvent } from '@pomdp-gym/contracts';
import { colors } from '../terminal/terminal.js';

/** An event that a replay shows: a point of the run, bounds, its beginning or its end. */
export function isShown(event: RunEvent): boolean {
  return event.kind === 'progress' ? event.lower !== undefined : event.kind !== 'episode';
}

/** An event as lines for the terminal. */
export function eventLines(event: RunEvent, at: number, count: number): readonly string[] {
  const head = colors.bold(`${at + 1} of ${count}: ${event.kind}`);
  switch (event.kind) {
    case 'started':
      return [head, ...(event.optimum === null ? [] : [`  optimum ${short(event.optimum)}`])];
    case 'progress':
      return [head, `  bounds ${short(event.lower ?? -Infinity)} to ${short(event.upper ?? Infinity)}`];
    case 'episode':
      return [head, `  ${event.length} steps, reward ${short(event.reward)}`];
    case 'failed':
      return [head, `  after ${event.steps} steps: ${event.error}`];
    case 'finished':
      return [head, `  ${event.steps} steps, average reward ${event.averageReward}, ended: ${event.ended}`];
    default:
      return [head, ...pointLines(event)];
  }
}

function pointLines({
  steps,
  theta,
  averageReward,
  detail,
}: Extract<RunEvent, { detail: unknown }>): string[] {
  const figures = Object.entries(detail).map(([name, value]) => `${name} ${short(value)}`);
  return [
    `  ${steps} steps${averageReward === null ? '' : `, average reward ${short(averageReward)}`}`,
    ...(theta
      ? [`  θ (${theta.slice(0, SHOWN).map(short).join(', ')}${theta.length > SHOWN ? ', …' : ''})`]
      : []),
    ...(figures.length > 0 ? [`  ${colors.dim(figures.join(', '))}`] : []),
  ];
}

/** Parameters that are shown; --json has all. */
const SHOWN = 12;

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
