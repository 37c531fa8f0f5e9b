import { type ChartAxis, curveChart, type Panel } from '@pomdp-gym/figures';
import { type ReportSection } from '@pomdp-gym/report';
import { mean, splitDeviation, studentInterval } from '@pomdp-gym/statistics';
import { type Claim, claimAbove, claimOrdered, short } from './claim.js';
import { type ConjpomdpRuns, conjpomdpRuns, powersOfTwo } from './conjpomdp-runs.js';
import type { Experiment, Findings } from './experiment.js';
import type { Laboratory } from './laboratory.js';
import { claimTable } from './reported.js';
import { referenceProgram, reportedRewards, threeState } from './three-state.js';

const { betas, optimum } = threeState;

/** Experiment 2: what CONJPOMDP attains with gradients of T steps. */
export const conjpomdp: Experiment = {
  id: 'conjpomdp',
  title: 'CONJPOMDP on the three-state problem',
  question:
    'What average reward does CONJPOMDP end with, by the steps T of each gradient, and by all steps it takes?',
  begin(size, laboratory) {
    const runs = threeStateRuns(laboratory, size);
    return { data: [runs.data], findings: () => findings(runs) };
  },
};

/** The runs that other experiments share. */
export function threeStateRuns(laboratory: Laboratory, size: 'full' | 'quick'): ConjpomdpRuns {
  const sizes = {
    full: { steps: powersOfTwo(4, 12), runs: 500 },
    quick: { steps: [16, 64, 256, 1024, 4096], runs: 40 },
  };
  return conjpomdpRuns(laboratory, 'three-state-conjpomdp', { betas, ...sizes[size] });
}

function findings(runs: ConjpomdpRuns): Findings {
  return {
    method: [
      `${runs.runs} runs for each β and T, seeds 1 to ${runs.runs}, θ_0 uniform in [−.1, .1]⁴, s0 = 100, ε = 10⁻⁴; the same seeds for all ` +
        'β and T. η of the last policy is exact.',
    ],
    claims: [...betas.map((beta) => table(runs, beta)), nearOptimum(runs), sooner(runs), totalSteps(runs)],
    sections: [againstT(runs), againstTotal(runs), numbers(runs)],
  };
}

function table(runs: ConjpomdpRuns, beta: number): Claim {
  const cells = reportedRewards.filter((cell) => cell.beta === beta && runs.steps.includes(cell.T));
  return claimTable(
    {
      statement:
        `For β = ${beta} CONJPOMDP ends with a mean η of ${cells.map(({ reward }) => reward.mean.toFixed(4)).join(', ')} ` +
        `for T = ${cells.map(({ T }) => T).join(', ')}.`,
      source: referenceProgram,
      mark: 'C',
    },
    cells.map(({ T, reward }) => ({ label: `T = ${T}`, values: runs.rewards(beta, T), reported: reward })),
  );
}

function nearOptimum(runs: ConjpomdpRuns): Claim {
  const T = runs.steps.at(-1)!;
  const intervals = betas.map((beta) => studentInterval(runs.rewards(beta, T)));
  const statement = {
    statement: 'With enough steps a gradient, CONJPOMDP comes near the optimum .8 whatever β.',
    source: 'Baxter and Bartlett 2000, figure of η against T',
    mark: 'R-med',
  } as const;
  const worst = intervals.reduce((least, each) => (each.estimate < least.estimate ? each : least));
  return claimAbove(statement, worst, 0.79, `the least mean over β at T = ${T}`);
}

function sooner(runs: ConjpomdpRuns): Claim {
  const T = 64;
  return claimOrdered(
    {
      statement: `Where gradients rest on few steps (T = ${T}), the smaller β is, the better CONJPOMDP learns.`,
      source: 'Baxter and Bartlett 2000, figure of η against T',
      mark: 'R-med',
    },
    `the mean η at T = ${T}, by falling β`,
    [...betas].reverse().map((beta) => ({ label: `β = ${beta}`, values: runs.rewardsBySeed(beta, T) })),
  );
}

function totalSteps(runs: ConjpomdpRuns): Claim {
  const multiples = betas.flatMap((beta) =>
    runs.steps.map((T) => studentInterval(runs.totalSteps(beta, T).map((steps) => steps / T))),
  );
  const inside = multiples.every(({ estimate }) => estimate >= 3.5 && estimate <= 7.5);
  const outside = multiples.some(({ low, high }) => high < 3.5 || low > 7.5);
  const means = multiples.map(({ estimate }) => estimate);
  return {
    statement:
      'A run takes about 4 to 7 times T steps in all: the first line search already saturates the policy.',
    source: referenceProgram,
    mark: 'C',
    criterion:
      'the mean over runs lies from 3.5 to 7.5 times T for every β and T; it differs where the whole interval of one lies outside',
    found: `from ${short(Math.min(...means))} to ${short(Math.max(...means))} times T`,
    measured: null,
    verdict: inside ? 'agrees' : outside ? 'differs' : 'open',
  };
}

function againstT(runs: ConjpomdpRuns): ReportSection {
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

function againstTotal(runs: ConjpomdpRuns): ReportSection {
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

function numbers(runs: ConjpomdpRuns): ReportSection {
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
        Math.round(mean(runs.totalSteps(beta, T))).toLocaleString('en-US'),
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
