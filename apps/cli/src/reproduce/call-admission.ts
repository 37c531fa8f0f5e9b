import { averageReward, GpomdpAnalysis, PolicyAnalysis, relativeError } from '@pomdp-gym/exact';
import { createProblem, type RunRecord } from '@pomdp-gym/experiment';
import { curveChart } from '@pomdp-gym/figures';
import { meanCurve, placesBetween, type ReportSection } from '@pomdp-gym/report';
import { norm } from '@pomdp-gym/numerics';
import { mean, studentInterval } from '@pomdp-gym/statistics';
import { type Claim, claimAbove, claimExactly, claimWithin, short, thousands } from './claim.js';
import type { Experiment, Findings, Size } from './experiment.js';
import type { Laboratory, StudyData } from './laboratory.js';
import { paperSettings } from './paper-settings.js';

const environment = { id: 'CallAdmission-v0', options: { unit: 'paper' } };
const policy = { id: 'softmax', options: { features: 'given' } };

/** Experiment 7: call admission, from the companion paper. */
export const callAdmission: Experiment = {
  id: 'call-admission',
  title: 'Call admission control',
  question:
    'What do CONJPOMDP and OLPOMDP earn on the link of Marbach and Tsitsiklis, in the companion paper’s units?',
  begin(size, laboratory) {
    const runs = new AdmissionRuns(laboratory, size);
    return { data: runs.data, findings: () => findings(runs, new Truth(laboratory)) };
  },
};

/**
 * Parameters of the softmax that is the policy of Marbach and Tsitsiklis with these thresholds: a call of type m is accepted
 * with probability 1/(1 + exp(slope (b − θ_m))), their slope being 1.5. The second half belongs to rejecting.
 */
function thresholds(theta: readonly number[], slope = 1.5): number[] {
  return [...theta.map((threshold) => slope * threshold), -10 * slope, 0, 0, 0, 0];
}

const start = thresholds([8, 8, 8]);

interface Learner {
  readonly name: string;
  readonly beta: number;
}

const conjugate: readonly (Learner & {
  readonly steps: Readonly<Record<Size, number>>;
  readonly options: object;
})[] = [
  { name: 'CONJPOMDP, β = 0.9', beta: 0.9, steps: { full: 10_000, quick: 10_000 }, options: paperSettings },
  {
    name: 'CONJPOMDP, β = 0.99',
    beta: 0.99,
    steps: { full: 300_000, quick: 100_000 },
    options: { s0: 1, epsilon: 1e-5 },
  },
];

const online: readonly (Learner & { readonly step: number })[] = [
  { name: 'OLPOMDP, β = 0.9', beta: 0.9, step: 0.01 },
  { name: 'OLPOMDP, β = 0.99', beta: 0.99, step: 0.001 },
];

const learners: readonly Learner[] = [...conjugate, ...online];

const sizes = {
  full: { runs: 30, conjugateBudget: 20_000_000, onlineBudget: 2_000_000 },
  quick: { runs: 4, conjugateBudget: 2_000_000, onlineBudget: 100_000 },
};

class AdmissionRuns {
  readonly size: (typeof sizes)[Size];
  private readonly conjugateData: StudyData;
  private readonly onlineData: StudyData;

  constructor(
    laboratory: Laboratory,
    readonly scale: Size,
  ) {
    this.size = sizes[scale];
    const { runs, conjugateBudget, onlineBudget } = this.size;
    const around = { spread: 0.1, center: start };
    this.conjugateData = laboratory.study('call-admission-conjpomdp', conjugateBudget * 1e-7, {
      environments: [environment],
      agents: conjugate.map(({ name, beta, steps, options }) => ({
        name,
        policy,
        estimator: { id: 'gpomdp', options: { beta } },
        optimizer: { id: 'conjpomdp', options },
        steps: steps[scale],
        start: around,
      })),
      seeds: runs,
      budget: conjugateBudget,
      evaluation: { exactStates: 2000 },
    });
    // Exact values at each of a hundred points would take longer than the learning.
    this.onlineData = laboratory.study('call-admission-olpomdp', onlineBudget * 3e-6, {
      environments: [environment],
      agents: online.map(({ name, beta, step }) => ({
        name,
        policy,
        learner: { id: 'olpomdp', options: { beta, step } },
        start: around,
      })),
      seeds: runs,
      budget: onlineBudget,
      evaluation: { exactStates: 0, steps: 1000 },
    });
  }

  get data(): readonly StudyData[] {
    return [this.conjugateData, this.onlineData];
  }

  of({ name }: Learner): readonly RunRecord[] {
    const data = conjugate.some((learner) => learner.name === name) ? this.conjugateData : this.onlineData;
    return data.runsOf(name);
  }
}

/** Exact values of policies, and of gradients at the start. */
class Truth {
  private readonly problem;
  private readonly model;
  readonly optimum: number;

  constructor({ registry }: Laboratory) {
    this.problem = createProblem({ environment, policy }, start, registry);
    this.model = this.problem.environment.model!();
    this.optimum = this.problem.environment.optimum!.averageReward;
  }

  reward(theta: readonly number[]): number {
    this.problem.policy.parameters.set(theta);
    return averageReward(this.model, this.problem.policy.table!());
  }

  atStart(): PolicyAnalysis {
    this.problem.policy.parameters.set(start);
    return PolicyAnalysis.ofPolicy(this.model, this.problem.policy);
  }
}

/** The policies that need no learning. */
const known = {
  'always accept': thresholds([1000, 1000, 1000]),
  'type 1 up to b = 7, types 2 and 3 always': thresholds([7.5, 1000, 1000], 100),
  'θ = (7.5459, 11.7511, 12.8339)': thresholds([7.5459, 11.7511, 12.8339]),
  'θ = (8, 8, 8)': start,
} as const;

function findings(runs: AdmissionRuns, truth: Truth): Findings {
  const { size, scale } = runs;
  const finals = new Map(
    learners.map((learner) => [learner.name, runs.of(learner).map(({ theta }) => truth.reward(theta!))]),
  );
  const rewards = (learner: Learner): number[] => finals.get(learner.name)!;
  const each = conjugate.map(({ name, steps }) => `${name}: T = ${thousands(steps[scale])}`);
  return {
    method: [
      `${size.runs} runs of each learner, seeds 1 to ${size.runs}, from thresholds near (8, 8, 8) with the slope 1.5, which is learnt along with them: ` +
        `a softmax in the type of the call and b. ${each.join('; ')}, up to ${thousands(size.conjugateBudget)} steps; OLPOMDP ` +
        `${thousands(size.onlineBudget)} steps with γ = ${online.map(({ step }) => step).join(' and ')}. A step is a tick of rate 10.8. ` +
        'η of the last policy is exact for all, in rewards per 1/9.8 of a unit of time.',
    ],
    claims: [
      ...knownValues(truth),
      ...learners.map((learner) => comesNear(learner, rewards(learner))),
      ...learners.map((learner) => beatsAccepting(learner, rewards(learner), truth)),
      wrongSign(truth),
    ],
    sections: [chart(runs, truth), numbers(runs, truth, rewards), startTable(truth)],
  };
}

function knownValues(truth: Truth): Claim[] {
  const claims: [keyof typeof known, number, Claim['mark'], string][] = [
    ['type 1 up to b = 7, types 2 and 3 always', 0.8868, 'R-med', 'optimal policy'],
    ['θ = (7.5459, 11.7511, 12.8339)', 0.8808, 'R-med', 'policy of the literature'],
    ['θ = (8, 8, 8)', 0.691, 'R-lo', 'start of the literature'],
  ];
  return claims.map(([name, expected, mark, what]) => {
    const value = truth.reward(known[name]);
    return claimExactly(
      {
        statement: `The ${what}, ${name}, earns ${expected}.`,
        source: 'Baxter, Bartlett and Weaver 2001, call admission',
        mark,
      },
      'the exact value equals the one quoted to its last digit',
      value.toFixed(6),
      Math.abs(value - expected) <= 0.5 * 10 ** -(String(expected).length - 2),
    );
  });
}

function comesNear({ name }: Learner, rewards: readonly number[]): Claim {
  return claimWithin(
    {
      statement: `${name} comes near .87 to .88.`,
      source: 'Baxter, Bartlett and Weaver 2001, call admission',
      mark: 'R-lo',
    },
    studentInterval(rewards),
    0.865,
    0.885,
    'the mean final η',
  );
}

function beatsAccepting({ name }: Learner, rewards: readonly number[], truth: Truth): Claim {
  const always = truth.reward(known['always accept']);
  return claimAbove(
    {
      statement: `${name} earns more than always accepting, ${always.toFixed(4)}.`,
      source: 'what learning is for',
      mark: 'Q',
    },
    studentInterval(rewards),
    always,
    'the mean final η',
  );
}

/** The bias of a short horizon, where it can be seen at a glance. */
function wrongSign(truth: Truth): Claim {
  const analysis = truth.atStart();
  const [honest, biased] = [analysis.gradient()[0]!, analysis.discountedGradient(0.9)[0]!];
  return claimExactly(
    {
      statement:
        'β = 0.9 is too short a memory: at the start it makes calls of type 1 look worth accepting more often, when η rises by accepting them less often.',
      source: 'this project’s explanation of why such runs end at always accepting',
      mark: 'Q',
    },
    'the component of ∇_βη for accepting type 1 is positive and that of ∇η negative, exactly',
    `∇_.9η ${short(biased)}, ∇η ${short(honest)}`,
    biased > 0 && honest < 0,
  );
}

function chart(runs: AdmissionRuns, truth: Truth): ReportSection {
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

function numbers(runs: AdmissionRuns, truth: Truth, rewards: (learner: Learner) => number[]): ReportSection {
  const share = (value: number) => `${((100 * value) / truth.optimum).toFixed(2)} %`;
  const fixed = Object.entries(known).map(([name, theta]) => {
    const value = truth.reward(theta);
    return [name, `${value.toFixed(6)}, exact`, share(value), ''];
  });
  const learnt = learners.map((learner) => {
    const { estimate, low, high } = studentInterval(rewards(learner));
    const steps = mean(runs.of(learner).map((run) => run.steps));
    const interval = `${estimate.toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)})`;
    return [learner.name, interval, share(estimate), thousands(steps)];
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

function startTable(truth: Truth): ReportSection {
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
          thousands(errors.error(beta).variance / norm(gradient) ** 2),
        ]),
        numeric: [0, 1, 2],
      },
    ],
  };
}
