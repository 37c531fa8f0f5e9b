import type { RunRecord } from '@pomdp-gym/experiment';
import type { Curve } from '@pomdp-gym/figures';
import { meanCurve } from '@pomdp-gym/report';
import type { Laboratory, StudyData } from '@pomdp-gym/reproduction';
import { threeState } from '../three-state.js';

export const { betas, optimum } = threeState;

interface Settings {
  readonly steps: readonly number[];
  readonly runs: number;
  readonly budget: number;
}

export const sizes = {
  full: { steps: [0.01, 0.1, 1, 10, 100], runs: 100, budget: 100_000 },
  quick: { steps: [0.1, 1, 10, 100], runs: 20, budget: 20_000 },
};

/**
 * Runs of OLPOMDP for every β and step size. The same runs are made twice, for the whole budget and for its fiftieth part:
 * a run keeps its curve at a hundredth of its budget apart, and the beginning is where most is learnt.
 */
export class OnlineRuns {
  readonly whole: StudyData;
  private readonly beginning: StudyData;

  constructor(
    laboratory: Laboratory,
    readonly settings: Settings,
  ) {
    const { budget } = settings;
    this.whole = olpomdpStudy(laboratory, 'three-state-olpomdp', settings);
    this.beginning = olpomdpStudy(laboratory, 'three-state-olpomdp-beginning', {
      ...settings,
      budget: budget / 50,
    });
  }

  get data(): readonly StudyData[] {
    return [this.whole, this.beginning];
  }

  runs(beta: number, step: number): readonly RunRecord[] {
    return this.whole.runsOf(agentName(beta, step));
  }

  rewards(beta: number, step: number): number[] {
    return this.runs(beta, step).map(({ averageReward }) => averageReward!);
  }

  /** Mean η with its interval at every point that the curves have, in the beginning more of them. */
  curve(beta: number, step: number): Curve['points'] {
    const early = along(this.beginning.runsOf(agentName(beta, step)));
    const late = along(this.whole.runsOf(agentName(beta, step)));
    return [...early, ...late.filter(({ x }) => x > early.at(-1)!.x)];
  }
}

function olpomdpStudy(laboratory: Laboratory, name: string, { steps, runs, budget }: Settings): StudyData {
  return laboratory.study(name, budget * 1.5e-6, {
    environments: [threeState.environment],
    agents: betas.flatMap((beta) =>
      steps.map((step) => ({
        name: agentName(beta, step),
        policy: threeState.policy,
        learner: { id: 'olpomdp', options: { beta, step, baseline: 'none' } },
      })),
    ),
    seeds: runs,
    budget,
  });
}

function agentName(beta: number, step: number): string {
  return `β = ${beta}, γ = ${step}`;
}

/** All runs have their points at the same steps. The first, at step 0, has no place on a logarithmic axis. */
function along(runs: readonly RunRecord[]): Curve['points'] {
  return meanCurve(runs, runs[0]?.curve.slice(1).map(([steps]) => steps) ?? []);
}

export const GOOD = 0.79;

/** The steps from which on OLPOMDP's mean η stays at .79 or more; Infinity where it does not. */
export function settled(online: OnlineRuns, beta: number, step: number): number {
  const curve = online.curve(beta, step);
  return curve[curve.findLastIndex(({ y }) => y < GOOD) + 1]?.x ?? Infinity;
}
