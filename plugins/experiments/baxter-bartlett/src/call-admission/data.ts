import { averageReward, PolicyAnalysis } from '@pomdp-gym/exact';
import { createProblem, type RunRecord } from '@pomdp-gym/experiment';
import type { Laboratory, Size, StudyData } from '@pomdp-gym/reproduction';
import { paperSettings } from '../paper-settings.js';

const environment = { id: 'CallAdmission-v0', options: { unit: 'paper' } };

const policy = { id: 'softmax', options: { features: 'given' } };

/**
 * Parameters of the softmax that is the policy of Marbach and Tsitsiklis with these thresholds: a call of type m is accepted
 * with probability 1/(1 + exp(slope (b − θ_m))), their slope being 1.5. The second half belongs to rejecting.
 */
function thresholds(theta: readonly number[], slope = 1.5): number[] {
  return [...theta.map((threshold) => slope * threshold), -10 * slope, 0, 0, 0, 0];
}

const start = thresholds([8, 8, 8]);

export interface Learner {
  readonly name: string;
  readonly beta: number;
}

export const conjugate: readonly (Learner & {
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

export const online: readonly (Learner & { readonly step: number })[] = [
  { name: 'OLPOMDP, β = 0.9', beta: 0.9, step: 0.01 },
  { name: 'OLPOMDP, β = 0.99', beta: 0.99, step: 0.001 },
];

export const learners: readonly Learner[] = [...conjugate, ...online];

const sizes = {
  full: { runs: 30, conjugateBudget: 20_000_000, onlineBudget: 2_000_000 },
  quick: { runs: 4, conjugateBudget: 2_000_000, onlineBudget: 100_000 },
};

export class AdmissionRuns {
  readonly size: (typeof sizes)[Size];
  private readonly conjugateData: StudyData;
  private readonly onlineData: StudyData;

  constructor(
    laboratory: Laboratory,
    readonly scale: Size,
  ) {
    this.size = sizes[scale];
    const { runs, conjugateBudget, onlineBudget } = this.size;
    const around = { initialScale: 0.1, center: start };
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
        learner: { id: 'olpomdp', options: { beta, step, baseline: 'none' } },
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
export class Truth {
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
export const known = {
  'always accept': thresholds([1000, 1000, 1000]),
  'type 1 up to b = 7, types 2 and 3 always': thresholds([7.5, 1000, 1000], 100),
  'θ = (7.5459, 11.7511, 12.8339)': thresholds([7.5459, 11.7511, 12.8339]),
  'θ = (8, 8, 8)': start,
} as const;
