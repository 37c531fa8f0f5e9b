import { type ChartAxis, curveChart, type Panel } from '@pomdp-gym/figures';
import type { ReportSection } from '@pomdp-gym/report';
import { grouped } from '@pomdp-gym/reproduction';
import { mean, splitDeviation, studentInterval } from '@pomdp-gym/statistics';
import type { ConjpomdpRuns } from '../conjpomdp-runs.js';
import { reportedRewards } from '../three-state.js';
import { betas, optimum } from './data.js';

export function againstT(runs: ConjpomdpRuns): ReportSection {
  const axis: ChartAxis = { title: 'T, steps of a gradient', scale: 'log', ticks: reportedSteps };
  return {
    title: 'η against the steps of a gradient',
    paragraphs: [
      'Mean of the exact η of the last policy. Bars as the paper draws them: the root mean square deviation of the runs ' +
        'above the mean, and of those below it, apart. A long bar below a high mean is a few runs that saturated on the wrong side.',
      'How much is lost to the optimum, on a logarithmic axis, tells apart what all lie close to .8 in the first figure.',
    ],
    figures: [
      curveChart({
        ...common('conjpomdp-by-gradient-steps', axis, runs),
        y: rewardAxis,
        panels: [rewardPanel(runs, (_beta, T, i) => T * 1.06 ** (i - 1.5))],
      }),
      curveChart({
        ...common('conjpomdp-loss', axis, runs),
        subtitle: `mean of ${runs.runs} runs`,
        y: { title: '.8 − mean η', scale: 'log', format: '~g' },
        panels: [
          {
            curves: betas.map((beta) => ({
              name: `β = ${beta}`,
              points: runs.steps.map((T) => ({ x: T, y: optimum - mean(runs.rewards(beta, T)) })),
            })),
          },
        ],
      }),
    ],
  };
}

export function againstTotal(runs: ConjpomdpRuns): ReportSection {
  const axis: ChartAxis = { title: 'steps of a run, mean', scale: 'log', format: '~s' };
  return {
    title: 'η against all steps of a run',
    paragraphs: ['The same runs, against the mean of the steps that a run takes in all.'],
    figures: [
      curveChart({
        ...common('conjpomdp-by-total-steps', axis, runs),
        y: rewardAxis,
        panels: [rewardPanel(runs, (beta, T) => mean(runs.totalSteps(beta, T)))],
      }),
    ],
  };
}

/** T of the table that the report compares with. */
const reportedSteps = [...new Set(reportedRewards.map(({ T }) => T))];

const rewardAxis: ChartAxis = { title: 'η of the last policy', domain: [0.15, 0.85] };

function common(name: string, x: ChartAxis, runs: ConjpomdpRuns) {
  return {
    name,
    title: 'CONJPOMDP on the three-state problem',
    subtitle: `mean of ${runs.runs} runs, deviations above and below it apart`,
    x,
    interval: 'bars',
    width: 640,
    height: 400,
  } as const;
}

function rewardPanel(runs: ConjpomdpRuns, x: (beta: number, T: number, i: number) => number): Panel {
  return {
    curves: betas.map((beta, i) => ({
      name: `β = ${beta}`,
      points: runs.steps.map((T) => {
        const { mean: y, above, below } = splitDeviation(runs.rewards(beta, T));
        return { x: x(beta, T, i), y, low: y - below, high: y + above };
      }),
    })),
    references: [{ name: 'optimum', y: optimum }],
  };
}

export function numbers(runs: ConjpomdpRuns): ReportSection {
  const rows = betas.flatMap((beta) =>
    runs.steps.map((T) => {
      const rewards = runs.rewards(beta, T);
      const { mean: center, above, below } = splitDeviation(rewards);
      const { low, high } = studentInterval(rewards);
      const quoted = reportedRewards.find((cell) => cell.beta === beta && cell.T === T)?.reward.mean;
      return [
        String(beta),
        String(T),
        center.toFixed(4),
        `${low.toFixed(4)} to ${high.toFixed(4)}`,
        `+${above.toFixed(3)} −${below.toFixed(3)}`,
        quoted?.toFixed(4) ?? '',
        grouped(mean(runs.totalSteps(beta, T))),
      ];
    }),
  );
  return {
    title: 'Numbers',
    tables: [
      {
        columns: ['β', 'T', 'mean η', '95 % interval', 'deviations', 'table of the source', 'steps of a run'],
        rows,
        numeric: [0, 1, 2, 3, 4, 5, 6],
      },
    ],
  };
}
