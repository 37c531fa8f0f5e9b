import type { AngleSummary } from '../engine/estimate-calls.js';

type Row = readonly [name: string, shown: string];

/** What the paths say about the angle of the estimate to an exact gradient, and of how many paths; a path whose estimate is zero has none. */
export function angleRows(
  name: string,
  steps: number,
  angle: AngleSummary | undefined,
  interval: string | undefined,
): readonly Row[] {
  const meanName = `angle of the estimate to ${name} after T = ${steps}, mean over the paths`;
  const intervalName = `interval of the angle to ${name}${interval === undefined ? '' : `, ${interval}`}`;
  if (!angle) return [meanName, intervalName].map((each) => [each, '–'] as const);
  const { degrees, mean, low, high } = angle;
  const known = degrees.filter((each) => each !== null).length;
  const missing = degrees.length - known;
  return [
    [meanName, mean === null ? '–' : `${mean}°`],
    ...(missing === 0 ? [] : [[`paths with an angle to ${name}`, pathsText(known, degrees.length)] as const]),
    [intervalName, low === null || high === null ? 'takes two paths with an angle' : `${low}° to ${high}°`],
  ];
}

function pathsText(known: number, all: number): string {
  if (known === 0) return `none of ${all}: a gradient is 0`;
  return `${known} of ${all}; ${all - known === 1 ? '1 estimate is' : `${all - known} estimates are`} 0`;
}
