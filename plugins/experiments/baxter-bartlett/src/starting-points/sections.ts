import { curveChart, type Panel } from '@pomdp-gym/figures';
import type { ReportSection } from '@pomdp-gym/report';
import { short } from '@pomdp-gym/reproduction';
import { mean, studentInterval } from '@pomdp-gym/statistics';
import { agentName, type Starts } from './data.js';

export function chart(problems: readonly Starts[]): ReportSection {
  return {
    title: 'Where runs end, the worst first',
    paragraphs: [
      'Each curve holds all ends of one spread, sorted: a level stretch is a value that many runs share. Lines across are ' +
        'the local maxima that exact ascents ended in. What ends between them is a plateau: the policy is so nearly ' +
        'deterministic that its gradient is too small to go by.',
    ],
    figures: [
      curveChart({
        name: 'starting-points',
        title: 'Final average reward by the spread of θ₀',
        x: { title: 'fraction of the runs', domain: [0, 1] },
        y: { title: 'η at the end' },
        marks: 'lines',
        width: 420,
        height: 240,
        panels: problems.flatMap((starts) => [
          panel(starts, 'CONJPOMDP', (spread) => starts.rewards(spread)),
          panel(starts, 'exact gradient', (spread) => starts.exactRewards(spread)),
        ]),
      }),
    ],
  };
}

function panel(starts: Starts, who: string, ends: (spread: number) => number[]): Panel {
  return {
    title: `${starts.problem.title}, ${who}`,
    curves: starts.settings.spreads.map((spread) => ({
      name: agentName(spread),
      points: sortedEnds(ends(spread)),
    })),
    references: starts.localMaxima().map((y) => ({ name: 'local maximum', y })),
    domain: starts.range(),
  };
}

/** The i-th of n at i/n to (i + 1)/n. */
function sortedEnds(values: readonly number[]): { x: number; y: number }[] {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.flatMap((y, i) => [
    { x: i / sorted.length, y },
    { x: (i + 1) / sorted.length, y },
  ]);
}

export function numbers(problems: readonly Starts[]): ReportSection {
  const rows = problems.flatMap((starts) =>
    starts.settings.spreads.map((spread) => {
      const best = starts.localMaxima()[0] ?? NaN;
      const { estimate, low, high } = studentInterval(starts.rewards(spread));
      const atBest = (values: readonly number[]) =>
        `${short((100 * values.filter((value) => value > best - 0.02 * Math.abs(best)).length) / values.length)} %`;
      return [
        starts.problem.title,
        String(spread),
        `${estimate.toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)})`,
        atBest(starts.rewards(spread)),
        mean(starts.exactRewards(spread)).toFixed(4),
        atBest(starts.exactRewards(spread)),
      ];
    }),
  );
  return {
    title: 'Numbers',
    tables: [
      {
        caption: 'Within 2 % of the best maximum found',
        columns: [
          'problem',
          'spread of θ₀',
          'CONJPOMDP: mean η (95 % interval)',
          'near the best',
          'exact gradient: mean η',
          'near the best',
        ],
        rows,
        numeric: [1, 2, 3, 4, 5],
      },
    ],
  };
}
