import { GpomdpAnalysis, PolicyAnalysis } from '@pomdp-gym/exact';
import { type ChartAxis, curveChart, type ReportSection } from '@pomdp-gym/figures';
import { addScaled, norm } from '@pomdp-gym/numerics';
import { mean, standardError } from '@pomdp-gym/statistics';
import { type Claim, claimExactly, short, thousands } from './claim.js';
import type { Experiment, Findings } from './experiment.js';
import { createProblem, gradientPaths } from './gradient-paths.js';
import type { Laboratory, LinesData } from './laboratory.js';
import { threeState } from './three-state.js';

/** Experiment 6: the error of GPOMDP against its exact bias, its exact variance and the theorem's bound. */
export const errorAndBound: Experiment = {
  id: 'error-and-bound',
  title: 'The error of GPOMDP, exact and bounded',
  question:
    'Do exact bias and exact variance account for the error of GPOMDP for many β and T, and where is the theorem’s bound on the bias tight?',
  begin(size, laboratory) {
    const chains = chainsOf.map((chain) => new ChainErrors(chain, sizes[size], laboratory));
    return { data: chains.map(({ data }) => data), findings: () => findings(chains) };
  },
};

interface Settings {
  readonly betas: readonly number[];
  /** T, rising. */
  readonly steps: readonly number[];
  readonly runs: number;
}

const sizes = {
  full: {
    betas: [0, 0.4, 0.8, 0.9, 0.95, 0.98, 0.99],
    steps: [1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6],
    runs: 200,
  },
  quick: { betas: [0, 0.8, 0.95, 0.99], steps: [1e3, 1e4, 3e4], runs: 40 },
};

interface Chain {
  readonly name: string;
  readonly title: string;
  readonly environment: { readonly id: string; readonly options: Readonly<Record<string, unknown>> };
  readonly policy: { readonly id: string; readonly options: Readonly<Record<string, unknown>> };
  readonly theta: readonly number[];
}

/** A random chain at some θ. */
function garnet(
  name: string,
  title: string,
  options: Readonly<Record<string, number>>,
  theta: readonly number[],
): Chain {
  const policy = { id: 'softmax', options: { features: 'one-hot' } };
  return { name, title, environment: { id: 'Garnet-v0', options }, policy, theta };
}

const two = { states: 2, actions: 2, branching: 2, observations: 2, layoutSeed: 2 };
const ten = { states: 10, actions: 2, branching: 3, observations: 5, layoutSeed: 2 };
const thetaOfTen = [1, -1, 0.5, -0.5, 0, 0, -0.5, 0.5, -1, 1];

const chainsOf: readonly Chain[] = [
  {
    name: 'three-state',
    title: 'three-state problem',
    environment: threeState.environment,
    policy: threeState.policy,
    theta: threeState.theta,
  },
  garnet('two-states', 'Garnet of 2 states, lazy .9', { ...two, laziness: 0.9 }, [0.5, -0.5, -0.5, 0.5]),
  garnet('garnet-teleport', 'Garnet of 10, teleporting .5', { ...ten, teleport: 0.5 }, thetaOfTen),
  garnet('garnet', 'Garnet of 10', ten, thetaOfTen),
  garnet('garnet-lazy', 'Garnet of 10, lazy .9', { ...ten, laziness: 0.9 }, thetaOfTen),
  garnet('garnet-lazier', 'Garnet of 10, lazy .98', { ...ten, laziness: 0.98 }, thetaOfTen),
];

/** One chain: its exact figures, and the estimates of many paths. */
class ChainErrors {
  readonly data: LinesData<{ readonly gradients: number[][][] }>;
  readonly exact: GpomdpAnalysis;
  readonly analysis: PolicyAnalysis;
  readonly gradient: Float64Array;

  constructor(
    readonly chain: Chain,
    readonly settings: Settings,
    laboratory: Laboratory,
  ) {
    const { environment, policy, theta } = chain;
    const { betas, steps, runs } = settings;
    this.data = laboratory.replicates(
      `error-${chain.name}`,
      steps.at(-1)! * (2e-8 + 1e-8 * betas.length),
      gradientPaths,
      { environment, policy, theta: [...theta], betas: [...betas], steps: [...steps], seed: 1 },
      runs,
    );
    const made = createProblem({ environment, policy }, theta, laboratory.registry);
    this.analysis = PolicyAnalysis.ofPolicy(made.environment.model!(), made.policy);
    this.exact = new GpomdpAnalysis(this.analysis);
    this.gradient = this.analysis.gradient();
  }

  /** ‖Δ_T − ∇η‖² / ‖∇η‖² of every path. */
  squaredErrors(beta: number, T: number): number[] {
    const [b, t] = [this.settings.betas.indexOf(beta), this.settings.steps.indexOf(T)];
    const squaredNorm = norm(this.gradient) ** 2;
    return this.data.lines().map(({ gradients }) => {
      const difference = Float64Array.from(gradients[b]![t]!);
      addScaled(difference, -1, this.gradient);
      return norm(difference) ** 2 / squaredNorm;
    });
  }

  /** The same, by exact bias and variance. */
  predicted(beta: number, T: number): number {
    return this.exact.meanSquaredError(beta, T) / norm(this.gradient) ** 2;
  }

  /** ‖∇η − β∇_βη‖ / ‖∇η‖, what the theorem bounds. */
  bounded(beta: number): number {
    const difference = this.gradient.slice();
    addScaled(difference, -beta, this.analysis.discountedGradient(beta));
    return norm(difference) / norm(this.gradient);
  }

  bound(beta: number): number {
    return this.exact.biasBound(beta)!;
  }

  /** ‖∇_βη − ∇η‖ / ‖∇η‖, what GPOMDP's estimates are off by in the end. */
  bias(beta: number): number {
    return Math.sqrt(this.exact.error(beta).squaredBias) / norm(this.gradient);
  }

  get secondModulus(): number {
    return this.analysis.secondEigenvalue()!;
  }

  /**
   * What the bound exceeds the truth by, as a product. At β = 0 the truth is 1 and the bound is
   * κ · ‖∇π' Π^−½‖ (r'Πr)^½ / ‖∇η‖; the rest is how much faster the bias really falls than |λ₂| would let it.
   */
  looseness(beta: number): Looseness {
    const { condition, enteredNorm } = this.exact.boundParts!;
    const centered = Math.sqrt(enteredNorm ** 2 - this.analysis.averageReward ** 2);
    const offset = enteredNorm / centered;
    return {
      condition,
      offset,
      alignment: this.bound(0) / condition / offset,
      speed: (1 - beta) / (1 - beta * this.secondModulus) / this.bounded(beta),
      total: this.bound(beta) / this.bounded(beta),
    };
  }
}

interface Looseness {
  /** κ₂(Π^½ S): eigenvectors that are not orthogonal. */
  readonly condition: number;
  /** Rewards measured from 0 instead of from their mean η, which no gradient sees. */
  readonly offset: number;
  /** Rewards that do not point where the stationary law moves: Cauchy and Schwarz. */
  readonly alignment: number;
  /** A bias that falls faster than |λ₂| says, because its eigenvalues are smaller, negative or complex. */
  readonly speed: number;
  readonly total: number;
}

const causes: Readonly<Record<Exclude<keyof Looseness, 'total'>, string>> = {
  condition: 'eigenvectors that are far from orthogonal',
  offset: 'rewards measured from 0 instead of from η',
  alignment: 'rewards that point elsewhere than the stationary law moves',
  speed: 'a bias that lies in faster modes than λ₂',
};

/** 1 − β = 2^−k/2 */
const grid = Array.from({ length: 29 }, (_, i) => 1 - 2 ** (-i / 2));

function findings(chains: readonly ChainErrors[]): Findings {
  const { betas, steps, runs } = chains[0]!.settings;
  return {
    method: [
      `${runs} independent paths of ${thousands(steps.at(-1)!)} steps on each chain, every path serving all of β = ${betas.join(', ')} and all T. Seed 1, one ` +
        'stream a replicate. The Garnet chains of 10 states are one drawn model (2 actions, 3 successors, 5 observations, layoutSeed 2) ' +
        `at θ = (${thetaOfTen.join(', ')}), made faster by teleporting and slower by staying. All else is exact.`,
    ],
    claims: [
      accounted(chains),
      ...chains.map(neverViolated),
      vanishing(chains),
      longMemory(chains),
      tightOnTwo(chains),
      looseOnMany(chains),
    ],
    sections: [errorsAgainstT(chains), errorsAgainstBeta(chains), boundChart(chains), numbers(chains)],
  };
}

/** At the longest paths: exact mean squared errors against measured ones, all chains and all β. */
function accounted(chains: readonly ChainErrors[]): Claim {
  const T = chains[0]!.settings.steps.at(-1)!;
  const scores = chains.flatMap((chain) =>
    chain.settings.betas.map((beta) => {
      const errors = chain.squaredErrors(beta, T);
      return Math.abs(mean(errors) - chain.predicted(beta, T)) / standardError(errors);
    }),
  );
  const largest = Math.max(...scores);
  return claimExactly(
    {
      statement: 'The mean squared error of GPOMDP is its squared bias and its asymptotic variance over T.',
      source: 'this project’s derivation',
      mark: 'C',
    },
    `at T = ${thousands(T)} the measured mean squared error lies within 4.5 standard errors of the exact one for every chain and β (${scores.length} tests)`,
    `the largest of ${scores.length} |z| is ${short(largest)}`,
    largest < 4.5,
  );
}

function neverViolated(chain: ChainErrors): Claim {
  const ratios = grid.map((beta) => chain.bound(beta) / chain.bounded(beta));
  const least = Math.min(...ratios);
  return claimExactly(
    {
      statement: `${chain.chain.title}: the bound, with its factor 2, holds for every β.`,
      source: 'Baxter and Bartlett 2001, theorem 3, as corrected for this project',
      mark: 'R-hi',
    },
    `bound ≥ ‖∇η − β∇_βη‖ / ‖∇η‖ at ${grid.length} values of β from 0 to ${grid.at(-1)!.toFixed(5)}`,
    `the bound is at least ${short(least)} times the truth`,
    least >= 1,
  );
}

function vanishing(chains: readonly ChainErrors[]): Claim {
  const [before, last] = [grid.at(-3)!, grid.at(-1)!];
  const falls = chains.map((chain) => chain.bias(before) / chain.bias(last));
  return claimExactly(
    { statement: '∇_βη tends to ∇η as β tends to 1.', source: 'Baxter and Bartlett 2000', mark: 'V' },
    'on every chain halving 1 − β at the end of the grid at least brings the relative bias down by a factor of 1.8',
    `factors of ${falls.map(short).join(', ')}`,
    falls.every((factor) => factor >= 1.8),
  );
}

/** Where the bound first says anything, it is because 1/(1 − β) is large against 1/(1 − |λ₂|). */
function longMemory(chains: readonly ChainErrors[]): Claim {
  const first = chains.map((chain) => {
    const beta = grid.find((each) => chain.bound(each) < 1);
    return beta === undefined ? NaN : (1 - chain.secondModulus) / (1 - beta);
  });
  return claimExactly(
    {
      statement: '1/(1 − β) has to be large against 1/(1 − |λ₂|) for the bias to be small.',
      source: 'Baxter and Bartlett 2001, after theorem 3',
      mark: 'R-hi',
    },
    'on every chain the bound falls below 1 only where (1 − |λ₂|)/(1 − β) exceeds 1',
    `it does from (1 − |λ₂|)/(1 − β) = ${first.map(short).join(', ')} on`,
    first.every((ratio) => ratio > 1),
  );
}

/** The β at which looseness is looked into. */
const CLOSE_LOOK = 0.95;

/** Two states have one mode besides the stationary one, so nothing is lost but that rewards are counted from 0. */
function tightOnTwo(chains: readonly ChainErrors[]): Claim {
  const chain = chains.find(({ chain: { name } }) => name === 'two-states')!;
  const { total, offset } = chain.looseness(CLOSE_LOOK);
  return claimExactly(
    {
      statement: 'On two states the bound is the truth, but for counting rewards from 0 instead of from η.',
      source: 'this project’s question: where is the bound tight',
      mark: 'Q',
    },
    `at β = ${CLOSE_LOOK} bound and truth differ by the factor (r'Πr)^½ over the deviation of r, to 1 in 10⁶`,
    `${short(total)} times the truth, the factor being ${short(offset)}`,
    Math.abs(total / offset - 1) < 1e-6,
  );
}

function looseOnMany(chains: readonly ChainErrors[]): Claim {
  const many = chains.filter(({ chain: { name } }) => name.startsWith('garnet'));
  const found = many.map((chain) => chain.looseness(CLOSE_LOOK));
  const first = found.map((factors) => causes[leading(factors)]);
  return claimExactly(
    {
      statement:
        'On random chains of ten states the bound is loose by more than an order of magnitude, however they mix.',
      source: 'this project’s question: where is the bound loose',
      mark: 'Q',
    },
    `the bound exceeds ten times the truth at β = ${CLOSE_LOOK} on each, exactly`,
    `${found.map(({ total }) => short(total)).join(', ')} times the truth; most of it is owed to ${[...new Set(first)].join('; ')}`,
    found.every(({ total }) => total > 10),
  );
}

function leading(factors: Looseness): keyof typeof causes {
  const names = Object.keys(causes) as (keyof typeof causes)[];
  return names.reduce((most, name) => (factors[name] > factors[most] ? name : most));
}

const horizonAxis: ChartAxis = { title: '1/(1 − β)', scale: 'log', format: '~s' };

function errorsAgainstT(chains: readonly ChainErrors[]): ReportSection {
  const { betas, steps, runs } = chains[0]!.settings;
  const shown = betas.filter((beta) => [0, 0.8, 0.95, 0.99].includes(beta));
  return {
    title: 'Error against T',
    paragraphs: [
      'Points: root mean squared error over the paths, relative to ‖∇η‖, with a 95 % interval. Lines: the same from exact bias and exact ' +
        'asymptotic variance, without any fitting. They part only where T is not long against the mixing time and 1/(1 − β).',
    ],
    figures: [
      curveChart({
        name: 'error-against-steps',
        title: 'Error of GPOMDP: measured, and predicted by exact bias and variance',
        subtitle: `${runs} paths; lines exact`,
        x: { title: 'T', scale: 'log', format: '~s' },
        y: { title: 'relative root mean squared error', scale: 'log', format: '~g' },
        interval: 'bars',
        width: 400,
        height: 260,
        panels: chains.map((chain) => ({
          title: chain.chain.title,
          curves: shown.flatMap((beta) => [
            {
              name: `β = ${beta}`,
              marks: 'lines' as const,
              points: steps.map((T) => ({ x: T, y: Math.sqrt(chain.predicted(beta, T)) })),
            },
            {
              name: `β = ${beta}`,
              marks: 'points' as const,
              points: steps.map((T) => ({ x: T, ...rootMean(chain.squaredErrors(beta, T)) })),
            },
          ]),
        })),
      }),
    ],
  };
}

/** The root of a mean with the roots of its normal 95 % interval's ends. */
function rootMean(squares: readonly number[]): { y: number; low: number; high: number } {
  const [center, error] = [mean(squares), 1.96 * standardError(squares)];
  return {
    y: Math.sqrt(center),
    low: Math.sqrt(Math.max(0, center - error)),
    high: Math.sqrt(center + error),
  };
}

function errorsAgainstBeta(chains: readonly ChainErrors[]): ReportSection {
  const { betas, steps, runs } = chains[0]!.settings;
  const shown = [steps[0]!, 1e4, steps.at(-1)!];
  const exactGrid = grid.filter((beta) => 1 / (1 - beta) < 300);
  return {
    title: 'Error against β: the trade',
    paragraphs: [
      'The same errors along β. Left of its least point a curve is bias, right of it variance. The slower the chain mixes and the longer ' +
        'the path, the larger the best β.',
    ],
    figures: [
      curveChart({
        name: 'error-against-beta',
        title: 'Bias on the left, variance on the right',
        subtitle: `${runs} paths; lines exact`,
        x: horizonAxis,
        y: { title: 'relative root mean squared error', scale: 'log', format: '~g' },
        interval: 'bars',
        width: 400,
        height: 260,
        panels: chains.map((chain) => ({
          title: chain.chain.title,
          curves: shown.flatMap((T) => [
            {
              name: `T = ${thousands(T)}`,
              marks: 'lines' as const,
              points: exactGrid.map((beta) => ({
                x: 1 / (1 - beta),
                y: Math.sqrt(chain.predicted(beta, T)),
              })),
            },
            {
              name: `T = ${thousands(T)}`,
              marks: 'points' as const,
              points: betas.map((beta) => ({
                x: 1 / (1 - beta),
                ...rootMean(chain.squaredErrors(beta, T)),
              })),
            },
          ]),
        })),
      }),
    ],
    tables: [bestBetas(chains, shown)],
  };
}

function bestBetas(chains: readonly ChainErrors[], steps: readonly number[]) {
  return {
    caption: 'The β with the least exact mean squared error',
    columns: ['chain', ...steps.map((T) => `T = ${thousands(T)}`)],
    rows: chains.map((chain) => [
      chain.chain.title,
      ...steps.map((T) => chain.exact.bestBeta(T).beta.toFixed(4)),
    ]),
    numeric: steps.map((_, i) => i + 1),
  };
}

function boundChart(chains: readonly ChainErrors[]): ReportSection {
  const curve = (name: string, of: (beta: number) => number) => ({
    name,
    points: grid.map((beta) => ({ x: 1 / (1 - beta), y: of(beta) })),
  });
  return {
    title: 'The bound and the bias',
    paragraphs: [
      'The theorem bounds β∇_βη, GPOMDP converges to ∇_βη: both biases are drawn. At β = 0 the first is 1 by definition, and the bound is ' +
        'what it is made of besides the horizon.',
    ],
    figures: [
      curveChart({
        name: 'bound',
        title: 'The bound on the bias, and the bias',
        subtitle: 'all exact',
        x: horizonAxis,
        y: { title: 'relative to ‖∇η‖', scale: 'log', format: '~g' },
        marks: 'lines',
        width: 400,
        height: 260,
        panels: chains.map((chain) => ({
          title: chain.chain.title,
          curves: [
            curve('bound on the bias of β∇_βη', (beta) => chain.bound(beta)),
            curve('bias of β∇_βη', (beta) => chain.bounded(beta)),
            curve('bias of ∇_βη', (beta) => chain.bias(beta)),
          ],
        })),
      }),
    ],
  };
}

function numbers(chains: readonly ChainErrors[]): ReportSection {
  const loose = chains.map((chain) => {
    const { condition, offset, alignment, speed, total } = chain.looseness(CLOSE_LOOK);
    const mixing = chain.analysis.mixingTime()!;
    return [
      chain.chain.title,
      chain.secondModulus.toFixed(4),
      `${mixing.kind === 'exact' ? '' : 'at least '}${mixing.steps}`,
      ...[condition, offset, alignment, speed, total].map(short),
      causes[leading(chain.looseness(CLOSE_LOOK))],
    ];
  });
  const rows = chains.flatMap((chain) =>
    chain.settings.betas.map((beta) => {
      const { variance } = chain.exact.error(beta);
      return [
        chain.chain.title,
        String(beta),
        short(chain.bias(beta)),
        short(chain.bound(beta)),
        short(variance / norm(chain.gradient) ** 2),
      ];
    }),
  );
  return {
    title: 'Why the bound is loose',
    paragraphs: [
      `The bound over the truth at β = ${CLOSE_LOOK} is the product of four factors, each at least about 1: the condition κ of the eigenvectors; ` +
        'rewards counted from 0, not from η; rewards that do not point where the stationary law moves (Cauchy and Schwarz); and modes ' +
        'of the bias that decay faster than |λ₂| says.',
    ],
    tables: [
      {
        caption: 'The bound over the truth, taken apart',
        columns: [
          'chain',
          '|λ₂|',
          'mixing time',
          'condition',
          'offset',
          'alignment',
          'speed',
          'product',
          'most of it',
        ],
        rows: loose,
        numeric: [1, 2, 3, 4, 5, 6, 7],
      },
      {
        caption: 'Exact, by β',
        columns: ['chain', 'β', 'relative bias of ∇_βη', 'bound', 'T where noise equals gradient'],
        rows,
        numeric: [1, 2, 3, 4],
      },
    ],
  };
}
