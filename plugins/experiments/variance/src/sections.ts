import { type Curve, curveChart } from '@pomdp-gym/figures';
import type { ReportSection } from '@pomdp-gym/report';
import { short } from '@pomdp-gym/reproduction';
import { quantiles } from '@pomdp-gym/statistics';
import type { VarianceRow } from './data.js';
import * as of from './quantities.js';
import type { Quantity } from './quantities.js';
import { rankCorrelation } from './rank-correlation.js';

const factors: readonly (readonly [name: string, quantity: Quantity])[] = [
  ['κ', of.rewardCorrelation],
  ['(η/σ)²', of.meanRatio],
  ['|λ₂|', of.secondEigenvalue],
  ['H(X|Y)', of.aliasing],
  ['H(Y)', ({ factors: { observationEntropy } }) => observationEntropy],
  ['H(U|Y)', ({ factors: { actionEntropy } }) => actionEntropy],
  ['reward density', ({ factors: { rewardDensity } }) => rewardDensity],
  ['reward of node', ({ factors: { rewardOfNode } }) => rewardOfNode],
  ['endings a step', ({ factors: { endingRate } }) => endingRate],
  ['nodes', ({ factors: { nodes } }) => nodes],
  ['actions', of.actions],
];

const quantities: readonly (readonly [name: string, quantity: Quantity])[] = [
  ['variance / σ² E|score|²', of.inflation],
  ['share removed by the average', of.removedByAverage],
  ['steps to a signal of 1', of.signalSteps],
  ['relative bias', of.bias],
  ['part of the chain’s modes', ({ responses }) => Math.abs(responses.chain)],
  ['credit older than 10', of.olderCredit],
  ['actor / GPOMDP', of.actorRatio],
  ['cost of learning the critic', of.learningCost],
  ['critic’s variance / σ²', of.criticVariance],
  ['observation / constant baseline', of.observationRatio],
  ['TD(1) values / constant baseline', ({ responses: { values, constant } }) => values / constant],
  ['largest gap of an observation', of.observationGap],
  ['order of observations by E|score|²', ({ responses: { observationRank } }) => observationRank],
  ['credit older than 10, no baseline', ({ responses: { olderPlain } }) => olderPlain],
  ['trace carried / reset', ({ responses: { carried, average } }) => carried / average[1]!],
];

/** Which factors go with which variances. */
export function correlations(rows: readonly VarianceRow[]): ReportSection {
  return {
    title: 'Factors and variances',
    paragraphs: [
      'Rank correlations over problems. κ is the integrated autocorrelation of rewards, η and σ their mean and deviation, X the node of the ' +
        'chain, Y the observation, U the action.',
    ],
    tables: [
      {
        columns: ['', ...factors.map(([name]) => name)],
        rows: quantities.map(([name, quantity]) => [
          name,
          ...factors.map(([, factor]) => rankCorrelation(rows.map(quantity), rows.map(factor)).toFixed(2)),
        ]),
        numeric: factors.map((_, i) => i + 1),
      },
    ],
  };
}

/** How far the two laws reach. */
export function laws(rows: readonly VarianceRow[]): ReportSection {
  return {
    title: 'Two laws',
    paragraphs: [
      'The variance with the average taken off beside κ, and the factor by which the average cuts the variance beside what the law says of it.',
    ],
    figures: [
      curveChart({
        name: 'variance-laws',
        title: 'Variance by the autocorrelation of rewards, and what the average removes',
        x: { title: 'predicted', scale: 'log' },
        y: { title: 'exact', scale: 'log' },
        marks: 'points',
        width: 320,
        height: 260,
        panels: [
          {
            title: 'variance / σ² E|score|²',
            curves: points(rows, (row) => of.inflation(row) / Math.exp(of.varianceError(row)), of.inflation),
          },
          { title: 'without a baseline / with the average', curves: points(rows, cutPredicted, cut) },
        ],
      }),
    ],
  };
}

const cut: Quantity = (row) => 1 / (1 - of.removedByAverage(row));
const cutPredicted: Quantity = (row) => cut(row) / Math.exp(of.removalError(row));

function points(rows: readonly VarianceRow[], x: Quantity, y: Quantity): Curve[] {
  const kinds = ['built in', 'Garnet'];
  return kinds.map((name) => ({
    name,
    points: rows.filter(({ family }) => family.startsWith(name)).map((row) => ({ x: x(row), y: y(row) })),
  }));
}

/** Every quantity by its quantiles over problems. */
export function numbers(rows: readonly VarianceRow[]): ReportSection {
  const places = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1];
  return {
    title: 'Numbers',
    tables: [
      {
        caption: 'Quantiles over problems',
        columns: ['', 'least', '10 %', '25 %', 'median', '75 %', '90 %', 'greatest'],
        rows: quantities.map(([name, quantity]) => [
          name,
          ...quantiles(rows.map(quantity), places).map(short),
        ]),
        numeric: places.map((_, i) => i + 1),
      },
      {
        caption: 'Models that are built in, a row for each θ',
        columns: [
          'problem',
          'κ',
          '|λ₂|',
          '(η/σ)²',
          'variance / σ² E|score|²',
          'share removed',
          'actor / GPOMDP',
          'bias',
        ],
        rows: rows
          .filter(({ family }) => family === 'built in')
          .map((row) => [
            row.model,
            ...[
              of.rewardCorrelation,
              of.secondEigenvalue,
              of.meanRatio,
              of.inflation,
              of.removedByAverage,
              of.actorRatio,
              of.bias,
            ].map((quantity) => short(quantity(row))),
          ]),
        numeric: [1, 2, 3, 4, 5, 6, 7],
      },
    ],
  };
}
