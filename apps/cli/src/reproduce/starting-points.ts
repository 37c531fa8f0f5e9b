import { curveChart, type Panel } from '@pomdp-gym/figures';
import { type ReportSection } from '@pomdp-gym/report';
import { mean, studentInterval } from '@pomdp-gym/statistics';
import {
  type BySeed,
  bySeed,
  type Claim,
  claimAbove,
  claimExactly,
  claimOrdered,
  differences,
  short,
} from './claim.js';
import { exactAscents } from './exact-ascents.js';
import type { Experiment, Findings } from './experiment.js';
import type { Laboratory, LinesData, StudyData } from './laboratory.js';
import { paperSettings } from './paper-settings.js';
import { threeState } from './three-state.js';

/** Experiment 5: how much the end depends on the start. */
export const startingPoints: Experiment = {
  id: 'starting-points',
  title: 'Sensitivity to θ₀',
  question:
    'Where does CONJPOMDP end from starts ever farther from 0, and is it local maxima or plateaus that stop it?',
  begin(size, laboratory) {
    const problems = problemsOf.map((problem) => new Starts(problem, sizes[size], laboratory));
    return {
      data: problems.flatMap(({ data }) => data),
      findings: () => findings(problems),
    };
  },
};

interface Settings {
  readonly spreads: readonly number[];
  readonly runs: number;
  readonly ascents: number;
}

const sizes = {
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
  /** Local maxima are told apart where they differ by more. */
  readonly apart: number;
}

const oneHot = { id: 'softmax', options: { features: 'one-hot' } };
const patient = { s0: 10, epsilon: 1e-6 };

const problemsOf: readonly Problem[] = [
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
class Starts {
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
        start: { spread },
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
const STATIONARY = 1e-3;

function agentName(spread: number): string {
  return `θ₀ within ±${spread}`;
}

function findings(problems: readonly Starts[]): Findings {
  const { spreads, runs, ascents } = problems[0]!.settings;
  const each = problems.map(({ problem: { title, beta, T } }) => `${title}: β = ${beta}, T = ${T}`);
  return {
    method: [
      `θ_0 uniform in [−s, s]^K for s = ${spreads.join(', ')}; ${runs} runs of CONJPOMDP for each (${each.join('; ')}), seeds 1 to ${runs}, and ${ascents} ` +
        'ascents by the exact gradient from the same starts, by conjugate directions with short moves. An end counts as a local maximum where ' +
        `mixing in a little of any action in any observation gains less than ${STATIONARY} per share.`,
    ],
    claims: problems.flatMap((starts) => [maxima(starts), lower(starts)]).concat(plateaus(problems[0]!)),
    sections: [chart(problems), numbers(problems)],
  };
}

/** One maximum on the three-state problem, several on the others. */
function maxima(starts: Starts): Claim {
  const found = starts.localMaxima();
  const single = starts.problem.name === 'three-state';
  return claimExactly(
    {
      statement: single
        ? 'The three-state problem has no local maximum but the optimum .8.'
        : `The ${starts.problem.title} has local maxima over memoryless policies that are not the best one.`,
      source: 'this project’s choice of problems',
      mark: 'Q',
    },
    single
      ? 'the verified ends of all exact ascents are one, at .8'
      : 'exact ascents end in two or more verified maxima of different η',
    `verified maxima: ${found.map((value) => value.toFixed(4)).join(', ')}`,
    single ? found.length === 1 && Math.abs(found[0]! - 0.8) < 1e-3 : found.length >= 2,
  );
}

function lower(starts: Starts): Claim {
  const { spreads } = starts.settings;
  return claimOrdered(
    {
      statement: `${capital(starts.problem.title)}: starts far from 0 end lower than starts near it.`,
      source: 'the paper starts near 0',
      mark: 'Q',
    },
    'the mean final η of CONJPOMDP',
    [spreads.at(-1)!, spreads[0]!].map((spread) => ({
      label: agentName(spread),
      values: starts.rewardsBySeed(spread),
    })),
  );
}

/** Where the exact gradient finds its way and CONJPOMDP does not, it is not the landscape's maxima that stop it. */
function plateaus(starts: Starts): Claim {
  const spread = starts.settings.spreads.at(-1)!;
  const lost = differences(starts.rewardsBySeed(spread), starts.exactRewardsBySeed(spread));
  return claimAbove(
    {
      statement:
        'On the three-state problem it is plateaus that stop runs from far starts: ascents by the exact gradient leave them, CONJPOMDP does not.',
      source: 'this project’s explanation',
      mark: 'Q',
    },
    studentInterval(lost),
    0.01,
    `the final η of exact ascents less that of CONJPOMDP from the same start, mean at ${agentName(spread)},`,
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function chart(problems: readonly Starts[]): ReportSection {
  return {
    title: 'Where runs end, the worst first',
    paragraphs: [
      'Each curve holds all ends of one spread, sorted: a level stretch is a value that many runs share. Lines across are ' +
        'the local maxima that exact ascents ended in. What ends between them is a plateau: the policy is so nearly ' +
        'deterministic that its gradient is too small to go by.',
    ],
    figures: [
      curveChart({
        name: 'starting-points',
        title: 'Final average reward by the spread of θ₀',
        x: { title: 'fraction of the runs', domain: [0, 1] },
        y: { title: 'η at the end' },
        marks: 'lines',
        width: 420,
        height: 240,
        panels: problems.flatMap((starts) => [
          panel(starts, 'CONJPOMDP', (spread) => starts.rewards(spread)),
          panel(starts, 'exact gradient', (spread) => starts.exactRewards(spread)),
        ]),
      }),
    ],
  };
}

function panel(starts: Starts, who: string, ends: (spread: number) => number[]): Panel {
  return {
    title: `${starts.problem.title}, ${who}`,
    curves: starts.settings.spreads.map((spread) => ({
      name: agentName(spread),
      points: sortedEnds(ends(spread)),
    })),
    references: starts.localMaxima().map((y) => ({ name: 'local maximum', y })),
    domain: starts.range(),
  };
}

/** The i-th of n at i/n to (i + 1)/n. */
function sortedEnds(values: readonly number[]): { x: number; y: number }[] {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.flatMap((y, i) => [
    { x: i / sorted.length, y },
    { x: (i + 1) / sorted.length, y },
  ]);
}

function numbers(problems: readonly Starts[]): ReportSection {
  const rows = problems.flatMap((starts) =>
    starts.settings.spreads.map((spread) => {
      const best = starts.localMaxima()[0] ?? NaN;
      const { estimate, low, high } = studentInterval(starts.rewards(spread));
      const atBest = (values: readonly number[]) =>
        `${short((100 * values.filter((value) => value > best - 0.02 * Math.abs(best)).length) / values.length)} %`;
      return [
        starts.problem.title,
        String(spread),
        `${estimate.toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)})`,
        atBest(starts.rewards(spread)),
        mean(starts.exactRewards(spread)).toFixed(4),
        atBest(starts.exactRewards(spread)),
      ];
    }),
  );
  return {
    title: 'Numbers',
    tables: [
      {
        caption: 'Within 2 % of the best maximum found',
        columns: [
          'problem',
          'spread of θ₀',
          'CONJPOMDP: mean η (95 % interval)',
          'near the best',
          'exact gradient: mean η',
          'near the best',
        ],
        rows,
        numeric: [1, 2, 3, 4, 5],
      },
    ],
  };
}
