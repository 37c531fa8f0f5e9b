import { angleDegrees, GpomdpAnalysis, PolicyAnalysis, relativeError } from '@pomdp-gym/exact';
import { createProblem } from '@pomdp-gym/experiment';
import { type CurvePoint, curveChart } from '@pomdp-gym/figures';
import { type ReportSection } from '@pomdp-gym/report';
import { mean, standardDeviation, standardError, variance } from '@pomdp-gym/statistics';
import { type Claim, claimExactly, short, thousands } from './claim.js';
import type { Experiment, Findings } from './experiment.js';
import { gradientPaths } from './gradient-paths.js';
import type { Laboratory } from './laboratory.js';
import { claimTable } from './reported.js';
import { referenceProgram, reportedBias, reportedEstimates, threeState } from './three-state.js';

const { betas, theta } = threeState;
const abstract = 'Baxter and Bartlett 2000 and 2001, abstracts';

/** Experiment 1: what GPOMDP's estimates are worth, against the exact gradient. */
export const gradientEstimation: Experiment = {
  id: 'gradient-estimation',
  title: 'Gradient estimates on the three-state problem',
  question: 'How far from the gradient are GPOMDP’s estimates after T steps, and what does β trade?',
  begin(size, laboratory) {
    const sizes = { full: { runs: 500, decades: 7 }, quick: { runs: 100, decades: 4 } }[size];
    const steps = upTo(sizes.decades);
    const paths = laboratory.replicates(
      'three-state-gradients',
      10 ** sizes.decades * 6e-8,
      gradientPaths,
      { ...problem, theta, betas, steps, seed: 1 },
      sizes.runs,
    );
    return {
      data: [paths],
      findings: () => findings(new Estimates(steps, paths.lines(), laboratory)),
    };
  },
};

const problem = { environment: threeState.environment, policy: threeState.policy };

/** 1, 2 and 5 times the powers of ten from 100 on. */
function upTo(decades: number): number[] {
  const below = Array.from({ length: decades - 2 }, (_, i) => [1, 2, 5].map((m) => m * 10 ** (i + 2)));
  return [...below.flat(), 10 ** decades];
}

/** The estimates of all runs, beside the truth. */
class Estimates {
  readonly analysis: PolicyAnalysis;
  readonly truth: Float64Array;
  readonly runs: number;

  constructor(
    readonly steps: readonly number[],
    private readonly lines: readonly { readonly gradients: readonly (readonly (readonly number[])[])[] }[],
    laboratory: Laboratory,
  ) {
    const { environment, policy } = createProblem(problem, theta, laboratory.registry);
    this.analysis = PolicyAnalysis.ofPolicy(environment.model!(), policy);
    this.truth = this.analysis.gradient();
    this.runs = lines.length;
  }

  bias(beta: number): number {
    return relativeError(this.analysis.discountedGradient(beta), this.truth);
  }

  /** Δ_T of every run. */
  of(beta: number, T: number): Float64Array[] {
    const [b, t] = [betas.indexOf(beta), this.steps.indexOf(T)];
    return this.lines.map(({ gradients }) => Float64Array.from(gradients[b]![t]!));
  }

  errors(beta: number, T: number): number[] {
    return this.of(beta, T).map((estimate) => relativeError(estimate, this.truth));
  }

  angles(beta: number, T: number): number[] {
    return this.of(beta, T).map((estimate) => angleDegrees(estimate, this.truth));
  }

  get longest(): number {
    return this.steps.at(-1)!;
  }
}

function findings(estimates: Estimates): Findings {
  return {
    method: [
      `${estimates.runs} independent paths of ${thousands(estimates.longest)} steps at θ = (${theta.join(', ')}), ` +
        'each from a start drawn evenly; every path serves all β and all T. Seed 1, one stream a replicate.',
    ],
    claims: [
      exactBias(estimates),
      noAngleBias(estimates),
      convergence(estimates),
      fallingBias(estimates),
      risingVariance(estimates),
      ...table(estimates, 'error', 'the relative norm of the error'),
      ...table(estimates, 'angle', 'the angle to the gradient'),
    ],
    sections: [norms(estimates), angles(estimates), values(estimates)],
  };
}

function exactBias(estimates: Estimates): Claim {
  const away = reportedBias.map(([beta, text]) => Math.abs(estimates.bias(beta) - Number(text)));
  return claimExactly(
    {
      statement:
        'The asymptotic bias ‖∇_βη − ∇η‖ / ‖∇η‖ is .07708, .04772, .01643, .00416 for β = 0, .4, .8, .95.',
      source: 'an independent program',
      mark: 'C',
    },
    'each exact value equals the one quoted to its last digit',
    betas.map((beta) => estimates.bias(beta).toFixed(5)).join(', '),
    away.every((difference) => difference <= 0.5e-5 + 1e-12),
  );
}

function noAngleBias(estimates: Estimates): Claim {
  const { analysis, truth } = estimates;
  const largest = Math.max(...betas.map((beta) => angleDegrees(analysis.discountedGradient(beta), truth)));
  return claimExactly(
    {
      statement:
        'At this θ the estimates have no bias in direction, whatever β: only noise shows in the angle.',
      source: 'a derivation for this project: A and B lump together on this ray',
      mark: 'C',
    },
    'the exact angle between ∇_βη and ∇η is below a millionth of a degree for every β',
    `at most ${largest.toExponential(1)}°`,
    largest < 1e-6,
  );
}

/** z-tests of each component, |z| below 4.5: with 16 of them a false alarm in 9,000. */
function convergence(estimates: Estimates): Claim {
  const T = estimates.longest;
  const scores = betas.flatMap((beta) => {
    const limit = estimates.analysis.discountedGradient(beta);
    const found = estimates.of(beta, T);
    return [...limit].map((expected, k) => {
      const component = found.map((estimate) => estimate[k]!);
      return Math.abs(mean(component) - expected) / standardError(component);
    });
  });
  const largest = Math.max(...scores);
  return claimExactly(
    {
      statement: 'GPOMDP’s estimates converge to ∇_βη, not to ∇η.',
      source: abstract,
      mark: 'V',
    },
    `at T = ${thousands(T)} the mean of every component lies within 4.5 standard errors of ∇_βη (${scores.length} tests)`,
    `the largest of ${scores.length} |z| is ${short(largest)}`,
    largest < 4.5,
  );
}

function fallingBias(estimates: Estimates): Claim {
  const biases = betas.map((beta) => estimates.bias(beta));
  return claimExactly(
    { statement: 'The bias falls as β rises.', source: abstract, mark: 'V' },
    'the exact biases fall strictly along the four β',
    biases.map((bias) => `${(100 * bias).toFixed(2)} %`).join(', '),
    biases.every((bias, i) => i === 0 || bias < biases[i - 1]!),
  );
}

function risingVariance(estimates: Estimates): Claim {
  const exact = new GpomdpAnalysis(estimates.analysis);
  const variances = betas.map((beta) => exact.error(beta).variance);
  const T = estimates.longest;
  const measured = betas.map((beta) => T * totalVariance(estimates.of(beta, T)));
  return claimExactly(
    { statement: 'The variance rises with β.', source: abstract, mark: 'V' },
    'the exact asymptotic variances tr lim T·Cov(Δ) rise strictly along the four β',
    `${variances.map(short).join(', ')}; T times the variance measured at T = ${thousands(T)}: ${measured.map(short).join(', ')}`,
    variances.every((variance, i) => i === 0 || variance > variances[i - 1]!),
  );
}

/** The trace of the covariance of independent estimates. */
function totalVariance(estimates: readonly Float64Array[]): number {
  const components = Array.from(estimates[0]!, (_, k) => variance(estimates.map((each) => each[k]!)));
  return components.reduce((sum, each) => sum + each, 0);
}

function table(estimates: Estimates, figure: 'error' | 'angle', what: string): Claim[] {
  return betas.map((beta) => {
    const cells = reportedEstimates.filter((cell) => cell.beta === beta && estimates.steps.includes(cell.T));
    return claimTable(
      {
        statement:
          `For β = ${beta} ${what} is ${cells.map((cell) => cell[figure].mean).join(', ')} ` +
          `at T = ${cells.map(({ T }) => thousands(T)).join(', ')}.`,
        source: referenceProgram,
        mark: 'C',
      },
      cells.map((cell) => ({
        label: `T = ${thousands(cell.T)}`,
        values: figure === 'error' ? estimates.errors(beta, cell.T) : estimates.angles(beta, cell.T),
        reported: cell[figure],
      })),
    );
  });
}

function norms(estimates: Estimates): ReportSection {
  return {
    title: 'The norm of the error: variance first, then bias',
    paragraphs: [
      'Mean over the runs, with one standard deviation to either side. The level lines are the exact asymptotic biases: ' +
        'an estimate can come no nearer, however long the path. Small β settles early on a large bias, large β late on a small one.',
    ],
    figures: [
      curveChart({
        name: 'gradient-norm-error',
        title: 'Relative norm of the error of GPOMDP',
        subtitle: 'three-state problem, θ = (1, 1, −1, −1); lines across: exact asymptotic bias',
        x: { title: 'T, steps of the estimate', scale: 'log', format: '~s' },
        y: { title: '‖Δ − ∇η‖ / ‖∇η‖', scale: 'log', format: '~g' },
        interval: 'bars',
        width: 640,
        height: 400,
        panels: [
          {
            curves: curves(estimates, (beta, T) => estimates.errors(beta, T)),
            references: betas.map((beta) => ({ name: name(beta), y: estimates.bias(beta) })),
          },
        ],
      }),
    ],
  };
}

function angles(estimates: Estimates): ReportSection {
  return {
    title: 'The direction: variance alone',
    paragraphs: ['Mean angle between estimate and gradient, with one standard deviation to either side.'],
    figures: [
      curveChart({
        name: 'gradient-angle',
        title: 'Angle between GPOMDP’s estimate and the gradient',
        subtitle: 'three-state problem, θ = (1, 1, −1, −1)',
        x: { title: 'T, steps of the estimate', scale: 'log', format: '~s' },
        y: { title: 'angle in degrees', scale: 'log', format: '~g' },
        interval: 'bars',
        width: 640,
        height: 400,
        panels: [{ curves: curves(estimates, (beta, T) => estimates.angles(beta, T)) }],
      }),
    ],
  };
}

function name(beta: number): string {
  return `β = ${beta}`;
}

/** One curve a β, set apart a little along T so that their bars can be told. */
function curves(estimates: Estimates, of: (beta: number, T: number) => number[]) {
  return betas.map((beta, i) => ({
    name: name(beta),
    points: estimates.steps.map((T): CurvePoint => {
      const values = of(beta, T);
      const [y, spread] = [mean(values), standardDeviation(values)];
      return { x: T * 1.04 ** (i - 1.5), y, low: y - spread, high: y + spread };
    }),
  }));
}

function values(estimates: Estimates): ReportSection {
  const { analysis, truth } = estimates;
  const rows = betas.map((beta) => {
    const limit = analysis.discountedGradient(beta);
    return [
      String(beta),
      [...limit].map((value) => value.toFixed(6)).join(', '),
      estimates.bias(beta).toFixed(5),
      angleDegrees(limit, truth).toFixed(4),
    ];
  });
  const means = betas.flatMap((beta) =>
    estimates.steps.map((T) => {
      const [errors, degrees] = [estimates.errors(beta, T), estimates.angles(beta, T)];
      return [String(beta), thousands(T), withSpread(errors), withSpread(degrees)];
    }),
  );
  return {
    title: 'Numbers',
    paragraphs: [
      `η = ${analysis.averageReward.toFixed(8)}, ∇η = (${[...truth].map((value) => value.toFixed(8)).join(', ')}).`,
    ],
    tables: [
      {
        caption: 'Exact: the limit of the estimates and its bias',
        columns: ['β', '∇_βη', 'relative bias', 'angle in degrees'],
        rows,
        numeric: [0, 2, 3],
      },
      {
        caption: 'Measured: mean (standard deviation) over the runs',
        columns: ['β', 'T', 'relative norm of the error', 'angle in degrees'],
        rows: means,
        numeric: [0, 1, 2, 3],
      },
    ],
  };
}

function withSpread(values: readonly number[]): string {
  return `${short(mean(values))} (${short(standardDeviation(values))})`;
}
