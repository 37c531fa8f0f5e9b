import { type Curve, curveChart, type Panel } from '@pomdp-gym/figures';
import type { ReportSection } from '@pomdp-gym/report';
import { short, grouped } from '@pomdp-gym/reproduction';
import { mean, studentInterval } from '@pomdp-gym/statistics';
import type { ConjpomdpRuns } from '../conjpomdp-runs.js';
import { betas, type OnlineRuns, optimum, settled } from './data.js';

export function curves(online: OnlineRuns, conjugate: ConjpomdpRuns): ReportSection {
  const panel = (beta: number): Panel => ({
    title: `β = ${beta}`,
    curves: [
      ...online.settings.steps.map((step) => ({
        name: `OLPOMDP, γ = ${step}`,
        points: thinned(online.curve(beta, step)),
      })),
      {
        name: 'CONJPOMDP, by T',
        points: conjugate.steps.map((T) => {
          const { estimate, low, high } = studentInterval(conjugate.rewards(beta, T));
          return { x: mean(conjugate.totalSteps(beta, T)), y: estimate, low, high };
        }),
      },
    ],
    references: [{ name: 'optimum', y: optimum }],
  });
  return {
    title: 'η along the way',
    paragraphs: [
      'Mean exact η with its 95 % interval. A point of CONJPOMDP is a set of whole runs at one T, at the mean of the steps ' +
        'they took; OLPOMDP’s curves are runs on their way.',
    ],
    figures: [
      curveChart({
        name: 'olpomdp',
        title: 'OLPOMDP with fixed steps, and CONJPOMDP, on the three-state problem',
        subtitle: `mean of ${online.settings.runs} and ${conjugate.runs} runs`,
        x: { title: 'steps', scale: 'log', format: '~s' },
        y: { title: 'η', domain: [0.3, 0.85] },
        width: 440,
        height: 300,
        panels: betas.map(panel),
      }),
    ],
  };
}

/** Points at least a twelfth of a decade apart. */
function thinned(points: Curve['points']): Curve['points'] {
  let last = 0;
  return points.filter(({ x }) => {
    const kept = x >= last * 10 ** (1 / 12);
    if (kept) last = x;
    return kept;
  });
}

export function numbers(online: OnlineRuns): ReportSection {
  const rows = betas.flatMap((beta) =>
    online.settings.steps.map((step) => {
      const rewards = online.rewards(beta, step);
      const { estimate, low, high } = studentInterval(rewards);
      const lost = rewards.filter((reward) => reward < 0.5).length;
      const from = settled(online, beta, step);
      return [
        String(beta),
        String(step),
        estimate.toFixed(4),
        `${low.toFixed(4)} to ${high.toFixed(4)}`,
        `${short((100 * lost) / rewards.length)} %`,
        from === Infinity ? 'never' : grouped(from),
      ];
    }),
  );
  return {
    title: 'Numbers',
    tables: [
      {
        columns: ['β', 'γ', 'mean η at the end', '95 % interval', 'end below .5', 'steps to a mean η of .79'],
        rows,
        numeric: [0, 1, 2, 3, 4, 5],
      },
    ],
  };
}
