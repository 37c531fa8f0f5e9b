import { GpomdpAnalysis, relativeError } from '@pomdp-gym/exact';
import { curveChart } from '@pomdp-gym/figures';
import { norm } from '@pomdp-gym/numerics';
import { meanCurve, placesBetween, type ReportSection } from '@pomdp-gym/report';
import { short, grouped } from '@pomdp-gym/reproduction';
import { mean, studentInterval } from '@pomdp-gym/statistics';
import { type AdmissionRuns, known, type Learner, learners, type Truth } from './data.js';

export function chart(runs: AdmissionRuns, truth: Truth): ReportSection {
  const { conjugateBudget, onlineBudget } = runs.size;
  const horizon = (learner: Learner) => ('step' in learner ? onlineBudget : conjugateBudget);
  return {
    title: 'η along the way',
    paragraphs: [
      'Mean with its 95 % interval: exact η of CONJPOMDP’s iterates, each run standing at its last one; what OLPOMDP earned since the ' +
        'point before.',
    ],
    figures: [
      curveChart({
        name: 'call-admission',
        title: 'Call admission control',
        subtitle: `mean of ${runs.size.runs} runs; rewards per 1/9.8 of a unit of time`,
        x: { title: 'steps', scale: 'log', format: '~s' },
        y: { title: 'η', domain: [0.72, 0.9] },
        marks: 'lines',
        width: 640,
        height: 400,
        panels: [
          {
            curves: learners.map((learner) => ({
              name: learner.name,
              points: meanCurve(runs.of(learner), placesBetween(10_000, horizon(learner), 40, 'log')),
            })),
            references: [
              { name: 'optimum', y: truth.optimum },
              { name: 'always accept', y: truth.reward(known['always accept']) },
            ],
          },
        ],
      }),
    ],
  };
}

export function numbers(
  runs: AdmissionRuns,
  truth: Truth,
  rewards: (learner: Learner) => number[],
): ReportSection {
  const share = (value: number) => `${((100 * value) / truth.optimum).toFixed(2)} %`;
  const fixed = Object.entries(known).map(([name, theta]) => {
    const value = truth.reward(theta);
    return [name, `${value.toFixed(6)}, exact`, share(value), ''];
  });
  const learnt = learners.map((learner) => {
    const { estimate, low, high } = studentInterval(rewards(learner));
    const steps = mean(runs.of(learner).map((run) => run.steps));
    const interval = `${estimate.toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)})`;
    return [learner.name, interval, share(estimate), grouped(steps)];
  });
  return {
    title: 'Numbers',
    tables: [
      {
        columns: ['policy or learner', 'η, mean (95 % interval)', 'of the optimum', 'steps of a run'],
        rows: [['optimum', `${truth.optimum.toFixed(6)}`, share(truth.optimum), ''], ...fixed, ...learnt],
        numeric: [1, 2, 3],
      },
    ],
  };
}

export function startTable(truth: Truth): ReportSection {
  const analysis = truth.atStart();
  const gradient = analysis.gradient();
  const errors = new GpomdpAnalysis(analysis);
  return {
    title: 'What β costs at the start, exactly',
    paragraphs: [
      'At thresholds (8, 8, 8): the relative norm of the bias of ∇_βη, and the T at which the noise of an estimate is as large as ∇η. ' +
        'A β long enough to be right about type 1 needs estimates of hundreds of thousands of steps.',
    ],
    tables: [
      {
        columns: ['β', 'relative bias', 'T where noise equals gradient'],
        rows: [0, 0.9, 0.97, 0.99, 0.999].map((beta) => [
          String(beta),
          short(relativeError(analysis.discountedGradient(beta), gradient)),
          grouped(errors.error(beta).variance / norm(gradient) ** 2),
        ]),
        numeric: [0, 1, 2],
      },
    ],
  };
}
