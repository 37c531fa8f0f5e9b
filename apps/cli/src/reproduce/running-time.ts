import { GpomdpAnalysis, PolicyAnalysis } from '@pomdp-gym/exact';
import { createProblem } from '@pomdp-gym/experiment';
import { curveChart } from '@pomdp-gym/figures';
import { type ReportSection } from '@pomdp-gym/report';
import { dot, randomStream } from '@pomdp-gym/numerics';
import { bootstrapInterval, type Interval, mean, quantile } from '@pomdp-gym/statistics';
import { type Claim, claimAbove, claimExactly, short, thousands, type Verdict } from './claim.js';
import { type ConjpomdpRuns, conjpomdpRuns, powersOfTwo } from './conjpomdp-runs.js';
import { threeStateRuns } from './conjpomdp.js';
import type { Experiment, Findings } from './experiment.js';
import type { Laboratory } from './laboratory.js';
import { referenceProgram, reportedLeastSteps, threeState } from './three-state.js';

/** Experiment 4: the least T with which CONJPOMDP learns stably. */
export const runningTime: Experiment = {
  id: 'running-time',
  title: 'How many steps a gradient needs',
  question: 'What is the least T with which CONJPOMDP learns the three-state problem stably, by β, and why?',
  begin(size, laboratory) {
    const coarse = threeStateRuns(laboratory, size);
    const fine = conjpomdpRuns(laboratory, 'three-state-running-time', sizes[size]);
    return { data: [coarse.data, fine.data], findings: () => findings(coarse, fine, laboratory) };
  },
};

const sizes = {
  full: { betas: [0, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 0.99], steps: powersOfTwo(2, 18), runs: 200 },
  quick: { betas: [0, 0.4, 0.8, 0.9], steps: powersOfTwo(2, 12), runs: 30 },
};

/** A way to say that runs at some T learn stably. */
interface Criterion {
  readonly name: string;
  readonly holds: (rewards: Float64Array) => boolean;
}

const GOOD = 0.79;

const criteria: readonly Criterion[] = [
  { name: 'mean η at least .79', holds: (rewards) => mean(rewards) >= GOOD },
  { name: '19 of 20 runs end at .79 or more', holds: (rewards) => quantile(rewards, 0.05) >= GOOD },
];

const [byMean, byRun] = criteria as [Criterion, Criterion];

/** The least T from which on the criterion holds, with its 95 % interval; the end of the grid doubled where none does. */
function leastSteps(runs: ConjpomdpRuns, beta: number, criterion: Criterion, steps = runs.steps): Interval {
  const rewards = steps.map((T) => Float64Array.from(runs.rewards(beta, T)));
  const least = (chosen: Float64Array) => {
    const failing = rewards.findLastIndex(
      (all) => !criterion.holds(Float64Array.from(chosen, (i) => all[i]!)),
    );
    return steps[failing + 1] ?? 2 * steps.at(-1)!;
  };
  const indices = Array.from({ length: runs.runs }, (_, i) => i);
  return bootstrapInterval(indices, least, randomStream(1, 'least steps', beta), { resamples: 400 });
}

/** What decides how many steps a gradient needs at the start, θ = 0. */
class Start {
  private readonly analysis: GpomdpAnalysis;
  private readonly squaredNorm: number;

  constructor({ registry }: Laboratory) {
    const { environment, policy } = createProblem(threeState, [0, 0, 0, 0], registry);
    const analysis = PolicyAnalysis.ofPolicy(environment.model!(), policy);
    this.analysis = new GpomdpAnalysis(analysis);
    this.squaredNorm = dot(analysis.gradient(), analysis.gradient());
  }

  /** tr lim T Cov(Δ_T) / ‖∇η‖²: the T at which noise is as large as the gradient. */
  noiseSteps(beta: number): number {
    return this.analysis.error(beta).variance / this.squaredNorm;
  }
}

function findings(coarse: ConjpomdpRuns, fine: ConjpomdpRuns, laboratory: Laboratory): Findings {
  const start = new Start(laboratory);
  const measured = fine.betas.map((beta) => ({
    beta,
    noise: start.noiseSteps(beta),
    byMean: leastSteps(fine, beta, byMean),
    byRun: leastSteps(fine, beta, byRun),
  }));
  return {
    method: [
      `${fine.runs} runs for each β and each power of two from ${fine.steps[0]} to ${thousands(fine.steps.at(-1)!)} as T, seeds 1 to ${fine.runs}. ` +
        'T is enough where the criterion holds at it and at every greater T tried; intervals by bootstrap over the runs.',
    ],
    claims: [...reported(coarse), rising(measured), proportional(measured)],
    sections: [chart(fine, measured), numbers(fine, measured)],
  };
}

/** On the grid of the source's table. */
function reported(runs: ConjpomdpRuns): Claim[] {
  return reportedLeastSteps
    .filter(([, T]) => T <= runs.steps.at(-1)!)
    .map(([beta, expected]) => {
      const grid = runs.steps.filter((T) => Math.log2(T) % 2 === 0);
      const least = leastSteps(runs, beta, byMean, grid);
      return {
        statement: `For β = ${beta} the mean η reaches .79 at T = ${expected} (of ${grid.join(', ')}).`,
        source: referenceProgram,
        mark: 'C',
        criterion:
          'the bootstrap interval of the least T is that T alone; it differs where the interval does not hold it',
        found: `${least.estimate}, interval ${least.low} to ${least.high}`,
        measured: least,
        verdict: verdictOn(least, expected),
      };
    });
}

function verdictOn({ low, high }: Interval, expected: number): Verdict {
  if (expected < low || expected > high) return 'differs';
  return low === high ? 'agrees' : 'open';
}

interface Measured {
  readonly beta: number;
  /** T at which noise is as large as the gradient at θ = 0. */
  readonly noise: number;
  readonly byMean: Interval;
  readonly byRun: Interval;
}

/** What is called more: T is told to a factor of 2, and so a ratio to a factor of 4. */
const FAR_MORE = 4;

function rising(measured: readonly Measured[]): Claim {
  const [first, last] = [measured[0]!, measured.at(-1)!];
  const ratio = {
    estimate: last.byMean.estimate / first.byMean.estimate,
    low: last.byMean.low / first.byMean.high,
    high: last.byMean.high / first.byMean.low,
  };
  return claimAbove(
    {
      statement: `Larger β needs more steps: at β = ${last.beta} at least four times as many as at β = ${first.beta}.`,
      source: 'Baxter and Bartlett 2000, figure of η against T',
      mark: 'R-med',
    },
    ratio,
    FAR_MORE,
    'the ratio of the two least T',
  );
}

/** The ratio of the least T to the T at which noise equals signal, over β. */
function proportional(measured: readonly Measured[]): Claim {
  const ratios = measured.map(({ byMean: { estimate }, noise }) => estimate / noise);
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  const range =
    Math.max(...measured.map(({ noise }) => noise)) / Math.min(...measured.map(({ noise }) => noise));
  return claimExactly(
    {
      statement:
        'The least T follows the exact noise of an estimate at the start: from β to β it is the same multiple of ' +
        'tr lim T·Cov(Δ) / ‖∇η‖² at θ = 0, up to the grid of T.',
      source: 'this project’s explanation',
      mark: 'Q',
    },
    'the multiples span no more than a factor of 4, two doublings of T',
    `multiples from ${short(least)} to ${short(most)}, where the variances span a factor of ${short(range)}`,
    most / least <= 4,
  );
}

function chart(runs: ConjpomdpRuns, measured: readonly Measured[]): ReportSection {
  const top = runs.steps.at(-1)!;
  const curve = (name: string, of: (each: Measured) => Interval, shift: number) => ({
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

function numbers(runs: ConjpomdpRuns, measured: readonly Measured[]): ReportSection {
  const top = runs.steps.at(-1)!;
  const inWords = ({ estimate, low, high }: Interval) =>
    estimate > top
      ? `more than ${thousands(top)}`
      : `${thousands(estimate)} (${thousands(low)} to ${thousands(high)})`;
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
