import { averageReward, discountedValue, memoryless } from '@pomdp-gym/exact';
import type { RunRecord } from '@pomdp-gym/experiment';
import { curveChart, intervalChart, type ReportSection } from '@pomdp-gym/figures';
import { mean, studentInterval } from '@pomdp-gym/statistics';
import { meanCurve, placesBetween } from '../mean-curve.js';
import { type Claim, claimExactly, claimWithin, short, thousands } from './claim.js';
import { exactAscents } from './exact-ascents.js';
import type { Experiment, Findings, Size } from './experiment.js';
import { createProblem } from './gradient-paths.js';
import type { Laboratory, LinesData, StudyData } from './laboratory.js';

/** Experiment 8: what can be learnt without memory where memory is needed. */
export const tigerAndHallway: Experiment = {
  id: 'tiger-hallway',
  title: 'Tiger and Hallway without memory',
  question:
    'How near do memoryless policies, learnt by GPOMDP, come to the best memoryless policy, and how far is that from the optimum?',
  begin(size, laboratory) {
    const all = problems.map((problem) => new Learnt(problem, size, laboratory));
    return { data: all.flatMap(({ data }) => data), findings: () => findings(all) };
  },
};

interface Settings {
  readonly runs: number;
  readonly ascents: number;
  /** Of the budgets below. */
  readonly share: number;
}

const sizes = {
  full: { runs: 20, ascents: 8, share: 1 },
  quick: { runs: 3, ascents: 2, share: 0.1 },
};

interface Problem {
  readonly name: string;
  readonly title: string;
  readonly environment: { readonly id: string; readonly options: Readonly<Record<string, unknown>> };
  readonly beta: number;
  readonly conjpomdp: {
    readonly options: Readonly<Record<string, number>>;
    readonly steps: Readonly<Record<Size, number>>;
  };
  readonly adam: { readonly steps: number };
  readonly budget: number;
  /** Value of the best memoryless policy from the start, discounted. */
  readonly memoryless: number;
  /** The optimum, discounted, from the start: at least and at most. */
  readonly optimum: readonly [lower: number, upper: number];
}

const DISCOUNT = 0.95;
const policy = { id: 'softmax', options: { features: 'one-hot' } };
const hallway = {
  beta: 0.95,
  conjpomdp: { options: { s0: 1000, epsilon: 1e-9 }, steps: { full: 300_000, quick: 60_000 } },
  adam: { steps: 30_000 },
  budget: 20_000_000,
};

const problems: readonly Problem[] = [
  {
    name: 'tiger',
    title: 'Tiger',
    environment: { id: 'Tiger-v0', options: {} },
    beta: 0.8,
    conjpomdp: { options: {}, steps: { full: 10_000, quick: 10_000 } },
    adam: { steps: 10_000 },
    budget: 3_000_000,
    memoryless: -20,
    optimum: [19.3714, 19.3714],
  },
  {
    name: 'hallway-restart',
    title: 'Hallway, restarting at the goal',
    environment: { id: 'Hallway-v0', options: { atGoal: 'restart' } },
    ...hallway,
    memoryless: 0.5852,
    optimum: [0.995, 1.206],
  },
  {
    name: 'hallway-stop',
    title: 'Hallway, stopping at the goal',
    environment: { id: 'Hallway-v0', options: { atGoal: 'stop' } },
    ...hallway,
    memoryless: 0.3761,
    optimum: [0.507, 0.556],
  },
];

const agents = ['CONJPOMDP', 'gradient ascent (Adam)'] as const;
type Agent = (typeof agents)[number];

/** What was learnt on one problem, and what the exact gradient leads to. */
class Learnt {
  readonly settings: Settings;
  private readonly study: StudyData;
  private readonly ascents: LinesData<{
    readonly ascents: readonly { readonly theta: readonly number[]; readonly averageReward: number }[];
  }>;
  private readonly made;

  constructor(
    readonly problem: Problem,
    private readonly size: Size,
    laboratory: Laboratory,
  ) {
    const { name, environment } = problem;
    this.settings = sizes[size];
    const { settings } = this;
    this.study = laboratory.study(name, this.budget * 1.2e-7, {
      environments: [environment],
      agents: this.agents(),
      seeds: settings.runs,
      budget: this.budget,
      evaluation: { steps: 20_000 },
    });
    const exact = { environment, policy, spreads: [0.1] };
    this.ascents = laboratory.replicates(`${name}-exact`, 3, exactAscents, exact, settings.ascents);
    this.made = createProblem({ environment, policy }, [], laboratory.registry);
  }

  /** T of CONJPOMDP's gradients. */
  get gradientSteps(): number {
    return this.problem.conjpomdp.steps[this.size];
  }

  get budget(): number {
    return this.problem.budget * this.settings.share;
  }

  private agents(): object[] {
    const { beta, conjpomdp, adam } = this.problem;
    const estimator = { id: 'gpomdp', options: { beta } };
    const iterations = Math.floor(this.budget / adam.steps) - 1;
    return [
      {
        name: agents[0],
        policy,
        estimator,
        optimizer: { id: 'conjpomdp', options: conjpomdp.options },
        steps: this.gradientSteps,
      },
      {
        name: agents[1],
        policy,
        estimator,
        optimizer: { id: 'adam', options: { step: 0.1, iterations } },
        steps: adam.steps,
      },
    ];
  }

  get data() {
    return [this.study, this.ascents];
  }

  runs(agent: Agent): readonly RunRecord[] {
    return this.study.runsOf(agent);
  }

  rewards(agent: Agent): number[] {
    return this.runs(agent).map((run) => run.averageReward!);
  }

  /** Discounted value from the start of every final policy, exact. */
  values(agent: Agent): number[] {
    return this.runs(agent).map(({ theta }) => this.value(theta!));
  }

  /** The end of the best ascent by the exact gradient of η: its average reward, and its discounted value from the start. */
  best(): { readonly averageReward: number; readonly value: number } {
    const ends = this.ascents.lines().map(({ ascents: [ascent] }) => ascent!);
    const best = ends.reduce((most, each) => (each.averageReward > most.averageReward ? each : most));
    return { averageReward: best.averageReward, value: this.value(best.theta) };
  }

  /** With the best first action where that action is taken once for ever, so that η does not tell one from another. */
  private value(theta: readonly number[]): number {
    const { environment, policy: made } = this.made;
    made.parameters.set(theta);
    const model = environment.model!();
    const { observations, actions, probabilities } = made.table!();
    const worth = (table: Float64Array) =>
      discountedValue(model, memoryless({ observations, actions, probabilities: table }), DISCOUNT);
    if (environment.task === 'episodic' || model.initialEmissions) return worth(probabilities);
    const first = (action: number) => {
      const table = probabilities.slice();
      for (let u = 0; u < actions; u++) table[(observations - 1) * actions + u] = Number(u === action);
      return worth(table);
    };
    return Math.max(...Array.from({ length: actions }, (_, action) => first(action)));
  }

  /** η* where the environment knows it. */
  get optimalAverage(): number | undefined {
    return this.made.environment.optimum?.averageReward;
  }

  /** η of acting evenly, where every run begins, about. */
  get even(): number {
    this.made.policy.parameters.fill(0);
    return averageReward(this.made.environment.model!(), this.made.policy.table!());
  }
}

function findings(all: readonly Learnt[]): Findings {
  const { runs, ascents } = all[0]!.settings;
  const each = all.map(({ problem: { title, beta, adam }, budget, gradientSteps }) => {
    const T = `T = ${thousands(gradientSteps)} and ${thousands(adam.steps)}`;
    return `${title}: β = ${beta}, ${T}, ${thousands(budget)} steps at most`;
  });
  return {
    method: [
      `${runs} runs of CONJPOMDP and of gradient ascent with Adam's steps for each problem, both by GPOMDP, seeds 1 to ${runs}; ${each.join('; ')}. A softmax with one ` +
        'parameter for each pair of observation and action, and a first action of its own.',
      'What is learnt is the average reward η of going on for ever, restarts included; what the literature tabulates is the value of the ' +
        `start, discounted by ${DISCOUNT}. Both are exact here, for every final policy; the tables and the bracket of the optimum are of the second. ` +
        'Where a problem goes on for ever its very first action, made before anything is seen, leaves no trace in η: it is set to the best one for the value. ' +
        `"Exact gradient" is the best end of ${ascents} ascents by the exact ∇η.`,
    ],
    claims: all.flatMap((learnt) => [bestMemoryless(learnt), needsMemory(learnt), reaches(learnt)]),
    sections: [valueChart(all), curves(all), numbers(all)],
  };
}

/** η and the discounted value are not the same goal: the best of one is near the best of the other. */
function bestMemoryless(learnt: Learnt): Claim {
  const { title, memoryless: expected } = learnt.problem;
  const { value } = learnt.best();
  return claimExactly(
    {
      statement: `${title}: the best memoryless policy is worth ${expected} from the start.`,
      source:
        expected === -20
          ? 'by argument: listen for ever'
          : 'exact gradient ascent on the discounted value, 8 starts',
      mark: 'C',
    },
    'the memoryless policy with the best η found by exact gradients is worth no more, and less by 2 % at most',
    short(value),
    value <= expected + 5e-4 * Math.abs(expected) && value >= expected - 0.02 * Math.abs(expected),
  );
}

function needsMemory(learnt: Learnt): Claim {
  const { title, optimum } = learnt.problem;
  const [lower] = optimum;
  const { value } = learnt.best();
  return claimExactly(
    {
      statement: `${title}: what is best without memory stays below the optimum’s lower bound, ${lower}.`,
      source: 'a bound of a solver, computed for this project',
      mark: 'C',
    },
    'the value of the best memoryless policy that exact gradients found is below it',
    short(value),
    value < lower,
  );
}

/** By the better of the two learners. */
function reaches(learnt: Learnt): Claim {
  const { averageReward: best } = learnt.best();
  const begun = learnt.even;
  const shares = agents.map((agent) => ({
    agent,
    interval: studentInterval(learnt.rewards(agent).map((reward) => (reward - begun) / (best - begun))),
  }));
  const better = shares.reduce((most, each) =>
    each.interval.estimate > most.interval.estimate ? each : most,
  );
  return claimWithin(
    {
      statement: `${learnt.problem.title}: GPOMDP’s estimates lead within 5 % of the best memoryless η, counted from acting evenly.`,
      source: 'what gradient ascent is for',
      mark: 'Q',
    },
    better.interval,
    0.95,
    1.001,
    `the gain in η of ${better.agent} as a share of the gain by the exact gradient`,
  );
}

function valueChart(all: readonly Learnt[]): ReportSection {
  const rows = all.flatMap((learnt) => {
    const group = learnt.problem.title;
    const { value } = learnt.best();
    return [
      ...agents.map((agent) => {
        const { estimate, low, high } = studentInterval(learnt.values(agent));
        return { label: agent, group, value: estimate, low, high };
      }),
      { label: 'exact gradient', group, value, low: value, high: value },
    ];
  });
  const references = all.flatMap(({ problem: { title: group, memoryless: best, optimum } }) => [
    { group, name: 'best memoryless value', value: best },
    { group, name: 'optimum, at least', value: optimum[0] },
    { group, name: 'optimum, at most', value: optimum[1] },
  ]);
  return {
    title: 'Discounted value from the start',
    paragraphs: [
      'Mean over runs with its 95 % interval, exact for each final policy. What lies between the best memoryless value and the ' +
        'bracket of the optimum is what memory is worth.',
    ],
    figures: [
      intervalChart({
        name: 'tiger-hallway-value',
        title: 'Value of the start without memory',
        subtitle: `discounted by ${DISCOUNT}; mean of ${all[0]!.settings.runs} runs`,
        x: { title: 'discounted value' },
        rows,
        references,
      }),
    ],
  };
}

function curves(all: readonly Learnt[]): ReportSection {
  return {
    title: 'Average reward while learning',
    paragraphs: [
      'Mean exact η of the iterates with its 95 % interval, and what ascents by the exact gradient end with.',
    ],
    figures: [
      curveChart({
        name: 'tiger-hallway-learning',
        title: 'Learning without memory',
        x: { title: 'steps', scale: 'log', format: '~s' },
        y: { title: 'η' },
        marks: 'lines',
        width: 440,
        height: 280,
        panels: all.map((learnt) => {
          const { title } = learnt.problem;
          const places = placesBetween(learnt.gradientSteps, learnt.budget, 50, 'log');
          return {
            title,
            curves: agents.map((agent) => ({ name: agent, points: meanCurve(learnt.runs(agent), places) })),
            references: [{ name: 'exact gradient', y: learnt.best().averageReward }],
          };
        }),
      }),
    ],
  };
}

function numbers(all: readonly Learnt[]): ReportSection {
  const rows = all.flatMap((learnt) => {
    const { title, memoryless: best, optimum } = learnt.problem;
    const exact = learnt.best();
    return [
      ...agents.map((agent) => [
        title,
        agent,
        withInterval(learnt.rewards(agent)),
        withInterval(learnt.values(agent)),
        thousands(mean(learnt.runs(agent).map(({ steps }) => steps))),
      ]),
      [title, 'exact gradient of η', exact.averageReward.toFixed(5), exact.value.toFixed(4), ''],
      [title, 'best memoryless, discounted', '', String(best), ''],
      [title, 'optimum', learnt.optimalAverage?.toFixed(4) ?? '', [...new Set(optimum)].join(' to '), ''],
    ];
  });
  return {
    title: 'Numbers',
    tables: [
      {
        columns: [
          'problem',
          'policy',
          'η (95 % interval)',
          'value of the start (95 % interval)',
          'steps of a run',
        ],
        rows,
        numeric: [2, 3, 4],
      },
    ],
  };
}

function withInterval(values: readonly number[]): string {
  const { estimate, low, high } = studentInterval(values);
  return `${estimate.toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)})`;
}
