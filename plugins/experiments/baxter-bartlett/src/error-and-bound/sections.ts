import { type ChartAxis, curveChart } from '@pomdp-gym/figures';
import { type ReportSection } from '@pomdp-gym/report';
import { norm } from '@pomdp-gym/numerics';
import { mean, standardError } from '@pomdp-gym/statistics';
import type { ChainErrors } from './chain-errors.js';
import { causes, leading } from './chain-truth.js';
import { short, grouped } from '@pomdp-gym/reproduction';

/** 1 − β = 2^−k/2 */
export const grid = Array.from({ length: 29 }, (_, i) => 1 - 2 ** (-i / 2));

/** The β at which looseness is looked into. */
export const CLOSE_LOOK = 0.95;

/** What the charts of measured and predicted errors have in common. */
const errorPanels = {
  y: { title: 'relative root mean squared error', scale: 'log', format: '~g' },
  interval: 'bars',
  width: 400,
  height: 260,
} as const;

const horizonAxis: ChartAxis = { title: '1/(1 − β)', scale: 'log', format: '~s' };

export function errorsAgainstT(chains: readonly ChainErrors[]): ReportSection {
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
        ...errorPanels,
        panels: chains.map((chain) => ({
          title: chain.chain.title,
          curves: shown.flatMap((beta) => [
            {
              name: `β = ${beta}`,
              marks: 'lines' as const,
              points: steps.map((T) => ({ x: T, y: Math.sqrt(chain.truth.predicted(beta, T)) })),
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

export function errorsAgainstBeta(chains: readonly ChainErrors[]): ReportSection {
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
        ...errorPanels,
        panels: chains.map((chain) => ({
          title: chain.chain.title,
          curves: shown.flatMap((T) => [
            {
              name: `T = ${grouped(T)}`,
              marks: 'lines' as const,
              points: exactGrid.map((beta) => ({
                x: 1 / (1 - beta),
                y: Math.sqrt(chain.truth.predicted(beta, T)),
              })),
            },
            {
              name: `T = ${grouped(T)}`,
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
    columns: ['chain', ...steps.map((T) => `T = ${grouped(T)}`)],
    rows: chains.map((chain) => [
      chain.chain.title,
      ...steps.map((T) => chain.truth.exact.bestBeta(T).beta.toFixed(4)),
    ]),
    numeric: steps.map((_, i) => i + 1),
  };
}

export function boundChart(chains: readonly ChainErrors[]): ReportSection {
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
            curve('bound on the bias of β∇_βη', (beta) => chain.truth.bound(beta)),
            curve('bias of β∇_βη', (beta) => chain.truth.bounded(beta)),
            curve('bias of ∇_βη', (beta) => chain.truth.bias(beta)),
          ],
        })),
      }),
    ],
  };
}

export function numbers(chains: readonly ChainErrors[]): ReportSection {
  const loose = chains.map((chain) => {
    const { condition, offset, alignment, speed, total } = chain.truth.looseness(CLOSE_LOOK);
    const mixing = chain.truth.analysis.mixingTime()!;
    return [
      chain.chain.title,
      chain.truth.secondModulus.toFixed(4),
      `${mixing.kind === 'exact' ? '' : 'at least '}${mixing.steps}`,
      ...[condition, offset, alignment, speed, total].map(short),
      causes[leading(chain.truth.looseness(CLOSE_LOOK))],
    ];
  });
  const rows = chains.flatMap((chain) =>
    chain.settings.betas.map((beta) => {
      const { variance } = chain.truth.exact.error(beta);
      return [
        chain.chain.title,
        String(beta),
        short(chain.truth.bias(beta)),
        short(chain.truth.bound(beta)),
        short(variance / norm(chain.truth.gradient) ** 2),
      ];
    }),
  );
  return {
    title: 'Why the bound is loose',
    paragraphs: [
      `The bound over the truth at β = ${CLOSE_LOOK} is the product of four factors: the condition κ of the eigenvectors; ` +
        'rewards counted from 0, not from η; rewards that do not point where the stationary law moves (Cauchy and Schwarz); and modes ' +
        'of the bias that decay faster than |λ₂| says. Where it decays more slowly at this β than |λ₂| alone would have it, the last is below 1.',
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
