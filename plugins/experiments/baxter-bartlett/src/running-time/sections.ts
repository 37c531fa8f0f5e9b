import { curveChart } from '@pomdp-gym/figures';
import type { ReportSection } from '@pomdp-gym/report';
import { short, grouped } from '@pomdp-gym/reproduction';
import type { Interval } from '@pomdp-gym/statistics';
import type { ConjpomdpRuns } from '../conjpomdp-runs.js';
import { byMean, byRun, criteria, type RunningTime } from './data.js';

export function chart(runs: ConjpomdpRuns, measured: readonly RunningTime[]): ReportSection {
  const top = runs.steps.at(-1)!;
  const curve = (name: string, of: (each: RunningTime) => Interval, shift: number) => ({
    name,
    points: measured
      .filter((each) => of(each).estimate <= top)
      .map((each) => ({
        x: shift / (1 - each.beta),
        y: of(each).estimate,
        low: of(each).low,
        high: of(each).high,
      })),
  });
  return {
    title: 'The least T against the horizon of β',
    paragraphs: [
      '1/(1 − β) is the number of steps over which the trace remembers. The third curve is exact: the T at which an estimate at ' +
        'θ = 0 has as much noise as gradient. Where learning is stable, estimates at the start have the right sign; so the curves run side by side.',
    ],
    figures: [
      curveChart({
        name: 'running-time',
        title: 'Steps that a gradient needs on the three-state problem',
        subtitle: `${runs.runs} runs a point, T in powers of two; bars: 95 % bootstrap`,
        x: { title: '1/(1 − β)', scale: 'log', format: '~g' },
        y: { title: 'least T', scale: 'log', format: '~s' },
        interval: 'bars',
        width: 560,
        height: 400,
        panels: [
          {
            curves: [
              curve(byMean.name, (each) => each.byMean, 1),
              curve(byRun.name, (each) => each.byRun, 1.03),
              {
                name: 'noise = gradient at θ = 0, exact',
                points: measured.map(({ beta, noise }) => ({ x: 1 / (1 - beta), y: noise })),
              },
            ],
          },
        ],
      }),
    ],
  };
}

export function numbers(runs: ConjpomdpRuns, measured: readonly RunningTime[]): ReportSection {
  const top = runs.steps.at(-1)!;
  const inWords = ({ estimate, low, high }: Interval) =>
    estimate > top
      ? `more than ${grouped(top)}`
      : `${grouped(estimate)} (${grouped(low)} to ${grouped(high)})`;
  return {
    title: 'Numbers',
    tables: [
      {
        columns: [
          'β',
          ...criteria.map(({ name }) => `least T: ${name}`),
          'T where noise equals gradient, exact',
        ],
        rows: measured.map((each) => [
          String(each.beta),
          inWords(each.byMean),
          inWords(each.byRun),
          short(each.noise),
        ]),
        numeric: [0, 1, 2, 3],
      },
    ],
  };
}
