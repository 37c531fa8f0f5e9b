import type { RunRecord } from '@pomdp-gym/experiment';
import { type Curve, curveChart, type Panel } from '@pomdp-gym/figures';
import { meanCurve, type ReportSection } from '@pomdp-gym/report';
import { mean, studentInterval } from '@pomdp-gym/statistics';
import { type Claim, bySeed, claimAbove, claimOrdered, short, thousands } from './claim.js';
import { type ConjpomdpRuns } from './conjpomdp-runs.js';
import { threeStateRuns } from './conjpomdp.js';
import type { Experiment, Findings } from './experiment.js';
import type { Laboratory, StudyData } from './laboratory.js';
import { threeState } from './three-state.js';

const { betas, optimum } = threeState;

/** Experiment 3: OLPOMDP with several step sizes, beside CONJPOMDP. */
export const olpomdp: Experiment = {
  id: 'olpomdp',
  title: 'OLPOMDP on the three-state problem',
  question: 'How does the online learner fare with fixed steps, and what does CONJPOMDP’s line search save?',
  begin(size, laboratory) {
    const online = new OnlineRuns(laboratory, sizes[size]);
    const conjugate = threeStateRuns(laboratory, size);
    return {
      data: [...online.data, conjugate.data],
      findings: () => findings(online, conjugate),
    };
  },
};

interface Settings {
  readonly steps: readonly number[];
  readonly runs: number;
  readonly budget: number;
}

const sizes = {
  full: { steps: [0.01, 0.1, 1, 10, 100], runs: 100, budget: 100_000 },
  quick: { steps: [0.1, 1, 10, 100], runs: 20, budget: 20_000 },
};

/**
 * Runs of OLPOMDP for every β and step size. The same runs are made twice, for the whole budget and for its fiftieth part:
 * a run keeps its curve at a hundredth of its budget apart, and the beginning is where most is learnt.
 */
class OnlineRuns {
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
        learner: { id: 'olpomdp', options: { beta, step } },
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

function findings(online: OnlineRuns, conjugate: ConjpomdpRuns): Findings {
  const { steps, runs, budget } = online.settings;
  return {
    method: [
      `${runs} runs of ${thousands(budget)} steps for each β and each fixed step γ of ${steps.join(', ')}, seeds 1 to ${runs}, θ_0 uniform in ` +
        '[−.1, .1]⁴; η exact along the way. CONJPOMDP as in its own experiment, at the same β.',
    ],
    claims: [learns(online), saturates(online), ...betas.map((beta) => slower(online, conjugate, beta))],
    sections: [curves(online, conjugate), numbers(online)],
  };
}

function learns(online: OnlineRuns): Claim {
  const intervals = betas.map((beta) => studentInterval(online.rewards(beta, 0.1)));
  return claimAbove(
    {
      statement: 'With a small fixed step (γ = .1) OLPOMDP comes near the optimum .8 whatever β.',
      source: 'Baxter, Bartlett and Weaver 2001, OLPOMDP on the three-state problem',
      mark: 'R-lo',
    },
    intervals.reduce((least, each) => (each.estimate < least.estimate ? each : least)),
    0.79,
    'the least mean η over β',
  );
}

function saturates(online: OnlineRuns): Claim {
  const beta = 0.95;
  const lost = (step: number) =>
    bySeed(online.runs(beta, step), ({ averageReward }) => (averageReward! < 0.5 ? 1 : 0));
  return claimOrdered(
    {
      statement: 'Too large a step saturates the policy before it has learnt: runs end on the wrong side.',
      source: 'Baxter, Bartlett and Weaver 2001, OLPOMDP with γ = .1, 1, 10 and 100',
      mark: 'R-lo',
    },
    `the fraction of runs that end below η = .5 at β = ${beta}`,
    [0.1, 100].map((step) => ({ label: `γ = ${step}`, values: lost(step) })),
  );
}

const GOOD = 0.79;

/** The steps from which on OLPOMDP's mean η stays at .79 or more; Infinity where it does not. */
function settled(online: OnlineRuns, beta: number, step: number): number {
  const curve = online.curve(beta, step);
  return curve[curve.findLastIndex(({ y }) => y < GOOD) + 1]?.x ?? Infinity;
}

/** From where on either has a mean η of .79. Less than a factor of two is not told apart: T goes in powers of it. */
function slower(online: OnlineRuns, conjugate: ConjpomdpRuns, beta: number): Claim {
  const { steps, budget } = online.settings;
  const reached = steps.map((step) => ({ step, at: settled(online, beta, step) }));
  const best = reached.reduce((least, each) => (each.at < least.at ? each : least));
  const T = conjugate.steps.find((each) => mean(conjugate.rewards(beta, each)) >= GOOD);
  const needed = T === undefined ? Infinity : mean(conjugate.totalSteps(beta, T));
  return {
    statement: `At β = ${beta} CONJPOMDP comes to a mean η of .79 in fewer steps than OLPOMDP with any of these fixed steps.`,
    source: 'what the line search is for',
    mark: 'Q',
    criterion:
      'the mean of all steps of CONJPOMDP at its least sufficient T is less than half of where OLPOMDP’s mean curve stays above; it differs where it is more than twice that',
    found: `CONJPOMDP ${inSteps(needed)}${T === undefined ? '' : ` (T = ${T})`}, OLPOMDP ${inSteps(best.at)} (γ = ${best.step})`,
    measured: null,
    verdict: 2 * needed < best.at ? 'agrees' : needed > 2 * best.at ? 'differs' : 'open',
  };

  function inSteps(count: number): string {
    return count === Infinity ? `not within ${thousands(budget)} steps` : `${thousands(count)} steps`;
  }
}

function curves(online: OnlineRuns, conjugate: ConjpomdpRuns): ReportSection {
  const panel = (beta: number): Panel => ({
    title: `β = ${beta}`,
    curves: [
      ...online.settings.steps.map((step) => ({
        name: `OLPOMDP, γ = ${step}`,
        points: thinned(online.curve(beta, step)),
      })),
      {
        name: 'CONJPOMDP, by T',
        points: conjugate.steps.map((T) => {
          const { estimate, low, high } = studentInterval(conjugate.rewards(beta, T));
          return { x: mean(conjugate.totalSteps(beta, T)), y: estimate, low, high };
        }),
      },
    ],
    references: [{ name: 'optimum', y: optimum }],
  });
  return {
    title: 'η along the way',
    paragraphs: [
      'Mean exact η with its 95 % interval. A point of CONJPOMDP is a set of whole runs at one T, at the mean of the steps ' +
        'they took; OLPOMDP’s curves are runs on their way.',
    ],
    figures: [
      curveChart({
        name: 'olpomdp',
        title: 'OLPOMDP with fixed steps, and CONJPOMDP, on the three-state problem',
        subtitle: `mean of ${online.settings.runs} and ${conjugate.runs} runs`,
        x: { title: 'steps', scale: 'log', format: '~s' },
        y: { title: 'η', domain: [0.3, 0.85] },
        width: 440,
        height: 300,
        panels: betas.map(panel),
      }),
    ],
  };
}

/** Points at least a twelfth of a decade apart. */
function thinned(points: Curve['points']): Curve['points'] {
  let last = 0;
  return points.filter(({ x }) => {
    const kept = x >= last * 10 ** (1 / 12);
    if (kept) last = x;
    return kept;
  });
}

function numbers(online: OnlineRuns): ReportSection {
  const rows = betas.flatMap((beta) =>
    online.settings.steps.map((step) => {
      const rewards = online.rewards(beta, step);
      const { estimate, low, high } = studentInterval(rewards);
      const lost = rewards.filter((reward) => reward < 0.5).length;
      const from = settled(online, beta, step);
      return [
        String(beta),
        String(step),
        estimate.toFixed(4),
        `${low.toFixed(4)} to ${high.toFixed(4)}`,
        `${short((100 * lost) / rewards.length)} %`,
        from === Infinity ? 'never' : thousands(from),
      ];
    }),
  );
  return {
    title: 'Numbers',
    tables: [
      {
        columns: ['β', 'γ', 'mean η at the end', '95 % interval', 'end below .5', 'steps to a mean η of .79'],
        rows,
        numeric: [0, 1, 2, 3, 4, 5],
      },
    ],
  };
}
