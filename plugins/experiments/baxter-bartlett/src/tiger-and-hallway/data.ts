import { memoryless } from '@pomdp-gym/contracts';
import { averageReward, discountedValue } from '@pomdp-gym/exact';
import { createProblem, type RunRecord } from '@pomdp-gym/experiment';
import { exactAscents } from '../exact-ascents.js';
import type { Laboratory, LinesData, Size, StudyData } from '@pomdp-gym/reproduction';
import { paperSettings } from '../paper-settings.js';

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

/** What is learnt, and how. */
export interface Problem {
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

export const DISCOUNT = 0.95;
const policy = { id: 'softmax', options: { features: 'one-hot' } };
const hallway = {
  beta: 0.95,
  conjpomdp: { options: { s0: 1000, epsilon: 1e-9 }, steps: { full: 300_000, quick: 60_000 } },
  adam: { steps: 30_000 },
  budget: 20_000_000,
};

export const problems: readonly Problem[] = [
  {
    name: 'tiger',
    title: 'Tiger',
    environment: { id: 'Tiger-v0', options: {} },
    beta: 0.8,
    conjpomdp: { options: paperSettings, steps: { full: 10_000, quick: 10_000 } },
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

export const agents = ['CONJPOMDP', 'gradient ascent (Adam)'] as const;
type Agent = (typeof agents)[number];

/** What was learnt on one problem, and what the exact gradient leads to. */
export class TrainedAgents {
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
        optimizer: { id: 'adam', options: { step: 0.1, stabilizer: 1e-8, iterations } },
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
    if (environment.task === 'episodic' || model.initialObservationTable) return worth(probabilities);
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
