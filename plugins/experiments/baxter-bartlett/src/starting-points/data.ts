import {
  type BySeed,
  bySeed,
  type Laboratory,
  type LinesData,
  type StudyData,
} from '@pomdp-gym/reproduction';
import { exactAscents } from '../exact-ascents.js';
import { paperSettings } from '../paper-settings.js';
import { threeState } from '../three-state.js';

interface Settings {
  readonly spreads: readonly number[];
  readonly runs: number;
  readonly ascents: number;
}

export const sizes = {
  full: { spreads: [0.1, 0.3, 1, 3, 10], runs: 60, ascents: 60 },
  quick: { spreads: [0.1, 1, 10], runs: 12, ascents: 8 },
};

interface Problem {
  readonly name: string;
  readonly title: string;
  readonly environment: { readonly id: string; readonly options: Readonly<Record<string, unknown>> };
  readonly policy: { readonly id: string; readonly options: Readonly<Record<string, unknown>> };
  readonly beta: number;
  readonly T: number;
  readonly conjpomdp: Readonly<Record<string, number>>;
  /** Local maxima are distinguished where they differ by more. */
  readonly apart: number;
}

const oneHot = { id: 'softmax', options: { features: 'one-hot' } };

const patient = { s0: 10, epsilon: 1e-6 };

export const problemsOf: readonly Problem[] = [
  {
    name: 'three-state',
    title: 'three-state problem',
    environment: threeState.environment,
    policy: threeState.policy,
    beta: 0.4,
    T: 1024,
    conjpomdp: paperSettings,
    apart: 1e-3,
  },
  {
    name: 'four-by-three',
    title: '4 × 3 grid',
    environment: { id: 'FourByThree-v0', options: {} },
    policy: oneHot,
    beta: 0.9,
    T: 20_000,
    conjpomdp: patient,
    apart: 1e-3,
  },
  {
    name: 'garnet',
    title: 'Garnet of 20 states seen as 4',
    environment: {
      id: 'Garnet-v0',
      options: { states: 20, actions: 3, observations: 4, branching: 3, layoutSeed: 1 },
    },
    policy: oneHot,
    beta: 0.8,
    T: 20_000,
    conjpomdp: patient,
    apart: 1e-3,
  },
];

/** The ends of one problem, of CONJPOMDP and of ascents by the exact gradient from the same starts. */
export class Starts {
  private readonly study: StudyData;
  private readonly ascents: LinesData<{ readonly ascents: readonly Ascent[] }>;

  constructor(
    readonly problem: Problem,
    readonly settings: Settings,
    laboratory: Laboratory,
  ) {
    const { name, environment, policy, beta, T } = problem;
    const { spreads, runs, ascents } = settings;
    this.study = laboratory.study(`starting-points-${name}`, 0.005 + T * 1e-5, {
      environments: [environment],
      agents: spreads.map((spread) => ({
        name: agentName(spread),
        policy,
        estimator: { id: 'gpomdp', options: { beta } },
        optimizer: { id: 'conjpomdp', options: problem.conjpomdp },
        steps: T,
        start: { initialScale: spread },
      })),
      seeds: runs,
      budget: 1e9,
    });
    const exact = { environment, policy, spreads: [...spreads] };
    this.ascents = laboratory.replicates(`starting-points-${name}-exact`, 0.4, exactAscents, exact, ascents);
  }

  get data() {
    return [this.study, this.ascents];
  }

  /** η at the end of every run of CONJPOMDP. */
  rewards(spread: number): number[] {
    return [...this.rewardsBySeed(spread).values()];
  }

  rewardsBySeed(spread: number): BySeed {
    return bySeed(this.study.runsOf(agentName(spread)), ({ averageReward }) => averageReward!);
  }

  /** η at the end of every ascent by the exact gradient. */
  exactRewards(spread: number): number[] {
    return this.ends(spread).map(({ averageReward }) => averageReward);
  }

  /** The same by the seed of the run with that start. */
  exactRewardsBySeed(spread: number): BySeed {
    return new Map(this.exactRewards(spread).map((reward, replicate) => [replicate + 1, reward]));
  }

  /** The values of the local maxima that exact ascents ended in, each verified, the highest first. */
  localMaxima(): number[] {
    const verified = this.settings.spreads
      .flatMap((spread) => this.ends(spread))
      .filter(({ gain }) => gain < STATIONARY)
      .map(({ averageReward }) => averageReward)
      .sort((a, b) => b - a);
    return verified.filter((value, i) => i === 0 || verified[i - 1]! - value > this.problem.apart);
  }

  /** All ends, with some room around them. */
  range(): readonly [number, number] {
    const all = this.settings.spreads.flatMap((spread) => [
      ...this.rewards(spread),
      ...this.exactRewards(spread),
    ]);
    const [least, most] = [Math.min(...all), Math.max(...all)];
    const room = 0.06 * (most - least);
    return [least - room, most + room];
  }

  private ends(spread: number): Ascent[] {
    const index = this.settings.spreads.indexOf(spread);
    return this.ascents.lines().map(({ ascents }) => ascents[index]!);
  }
}

interface Ascent {
  readonly averageReward: number;
  /** The most that η rises, per share, where some action is mixed in. */
  readonly gain: number;
}

/** An end with a greater gain lies on a plateau, not on a maximum. */
export const STATIONARY = 1e-3;

export function agentName(spread: number): string {
  return `θ₀ within ±${spread}`;
}
