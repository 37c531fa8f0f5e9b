import type { RunRecord } from '@pomdp-gym/experiment';
import { type BySeed, bySeed } from '@pomdp-gym/reproduction';
import type { Laboratory, StudyData } from '@pomdp-gym/reproduction';
import { paperSettings } from './paper-settings.js';
import { threeState } from './three-state.js';

/** Runs of CONJPOMDP on the three-state problem, for every β and T. */
export class ConjpomdpRuns {
  constructor(
    readonly data: StudyData,
    readonly betas: readonly number[],
    readonly steps: readonly number[],
  ) {}

  of(beta: number, T: number): readonly RunRecord[] {
    return this.data.runsOf(agentName(beta, T));
  }

  /** η of the last policy of each run, exact. */
  rewards(beta: number, T: number): number[] {
    return this.of(beta, T).map(({ averageReward }) => averageReward!);
  }

  /** The same by seed: every β and T has the same ones. */
  rewardsBySeed(beta: number, T: number): BySeed {
    return bySeed(this.of(beta, T), ({ averageReward }) => averageReward!);
  }

  /** Steps that each run took in all. */
  totalSteps(beta: number, T: number): number[] {
    return this.of(beta, T).map(({ steps }) => steps);
  }

  get runs(): number {
    return this.data.study.seeds.length;
  }
}

/** CONJPOMDP with the settings of the paper, s0 = 100 and ε = 1e-4, from θ_0 uniform in [−.1, .1]⁴, to its own end. */
export function conjpomdpRuns(
  laboratory: Laboratory,
  name: string,
  parts: { readonly betas: readonly number[]; readonly steps: readonly number[]; readonly runs: number },
): ConjpomdpRuns {
  const { betas, steps, runs } = parts;
  const { environment, policy } = threeState;
  const data = laboratory.study(name, 0.004, {
    environments: [environment],
    agents: betas.flatMap((beta) =>
      steps.map((T) => ({
        name: agentName(beta, T),
        policy,
        estimator: { id: 'gpomdp', options: { beta } },
        optimizer: { id: 'conjpomdp', options: paperSettings },
        steps: T,
      })),
    ),
    seeds: runs,
    budget: 1e9,
  });
  return new ConjpomdpRuns(data, betas, steps);
}

function agentName(beta: number, T: number): string {
  return `β = ${beta}, T = ${T}`;
}

/** 2^from, …, 2^to */
export function powersOfTwo(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => 2 ** (from + i));
}
