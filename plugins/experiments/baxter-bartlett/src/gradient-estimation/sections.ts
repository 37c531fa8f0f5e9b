import { angleDegrees } from '@pomdp-gym/exact';
import { curveChart, type CurvePoint } from '@pomdp-gym/figures';
import type { ReportSection } from '@pomdp-gym/report';
import { short, grouped } from '@pomdp-gym/reproduction';
import { mean, standardDeviation } from '@pomdp-gym/statistics';
import { betas, type Estimates } from './data.js';

export function norms(estimates: Estimates): ReportSection {
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

export function angles(estimates: Estimates): ReportSection {
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

/** One curve a β, set apart a little along T so that their bars do not overlap. */
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

export function values(estimates: Estimates): ReportSection {
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
      return [String(beta), grouped(T), withSpread(errors), withSpread(degrees)];
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
