import { type Claim, claimAbove, claimWithin } from '@pomdp-gym/reproduction';
import { mean } from '@pomdp-gym/statistics';
import { byModels } from './by-models.js';
import type { VarianceRow } from './data.js';
import * as of from './quantities.js';
import type { Quantity } from './quantities.js';
import { rankCorrelation } from './rank-correlation.js';

type Rows = readonly VarianceRow[];
type Statement = Pick<Claim, 'statement' | 'source' | 'mark'>;

function stated(statement: string): Statement {
  return { statement, source: 'formed on other models; decision record 25', mark: 'Q' };
}

function correlation(rows: Rows, x: Quantity, y: Quantity): number {
  return rankCorrelation(rows.map(x), rows.map(y));
}

/** The rank correlation of two quantities over models lies above a bound. */
function follows(rows: Rows, statement: string, x: Quantity, y: Quantity, bound: number): Claim {
  const measured = byModels(rows, (drawn) => correlation(drawn, x, y));
  return claimAbove(stated(statement), measured, bound, 'the rank correlation over models');
}

/** The rank correlation of two quantities lies between bounds of both signs. */
function isApart(rows: Rows, statement: string, x: Quantity, y: Quantity, bound: number): Claim {
  const measured = byModels(rows, (drawn) => correlation(drawn, x, y));
  return claimWithin(stated(statement), measured, -bound, bound, 'the rank correlation over models');
}

/** Something is true of more than a share of the models. */
function mostly(rows: Rows, statement: string, holds: (row: VarianceRow) => boolean, bound: number): Claim {
  const measured = byModels(rows, (drawn) => mean(drawn.map((row) => Number(holds(row)))));
  return claimAbove(stated(statement), measured, bound, 'the share of problems');
}

const negative =
  (quantity: Quantity): Quantity =>
  (row) =>
    -quantity(row);

const within = (value: number, factor: number) => Math.abs(value) <= Math.log(factor);

/** Every claim, as decision record 25 states them. All at β = λ = .9. */
export function claimsOf(rows: Rows): Claim[] {
  return [...aboutBaselines(rows), ...aboutChains(rows), ...aboutTd(rows), ...aboutObservations(rows)];
}

function aboutBaselines(rows: Rows): Claim[] {
  return [
    follows(
      rows,
      'The larger (η/σ)², the larger the share of the variance that the average reward removes.',
      of.removedByAverage,
      of.meanRatio,
      0.8,
    ),
    mostly(
      rows,
      'The average reward cuts the variance by 1 + (η/σ)² (1 + β) / ((1 − β) κ), within a factor of 1.25, κ the integrated autocorrelation of rewards.',
      (row) => within(of.removalError(row), 1.25),
      0.8,
    ),
    mostly(
      rows,
      'The best number an observation leaves at least 90 % of the variance that the best constant leaves.',
      (row) => of.observationRatio(row) >= 0.9,
      0.75,
    ),
  ];
}

function aboutChains(rows: Rows): Claim[] {
  return [
    mostly(
      rows,
      'With the average taken off, the variance is E|score|² σ² κ / (1 − β²), within a factor of 1.5.',
      (row) => within(of.varianceError(row), 1.5),
      0.8,
    ),
    follows(
      rows,
      'The integrated autocorrelation κ of rewards orders models by the variance in units of σ² E|score|².',
      of.inflation,
      of.rewardCorrelation,
      0.85,
    ),
    claimAbove(
      stated('κ orders models by that variance better than |λ₂| does.'),
      byModels(
        rows,
        (drawn) =>
          correlation(drawn, of.inflation, of.rewardCorrelation) -
          correlation(drawn, of.inflation, of.secondEigenvalue),
      ),
      0.25,
      'the difference of two rank correlations',
    ),
    mostly(
      rows,
      'The modes of the chain, apart from the trace, add at most 5 % of the variance to either side.',
      (row) => Math.abs(of.chainPart(row)) <= 0.05,
      0.8,
    ),
    mostly(
      rows,
      'From β = .9 to .99 the variance grows as 1 / (1 − β²), within a factor of 1.25.',
      (row) => within(Math.log(of.growth(row)), 1.25),
      0.7,
    ),
    mostly(
      rows,
      'Credit older than 10 steps makes from 8 % to 12.5 % of the variance, β²² = 9.8 % of a white trace.',
      (row) => of.olderCredit(row) >= 0.08 && of.olderCredit(row) <= 0.125,
      0.7,
    ),
    follows(
      rows,
      'The larger |λ₂|, the larger the relative bias of GPOMDP.',
      of.bias,
      of.secondEigenvalue,
      0.5,
    ),
    isApart(
      rows,
      '|λ₂| says little of the steps until the error of an estimate is as large as its mean.',
      of.signalSteps,
      of.secondEigenvalue,
      0.5,
    ),
    isApart(
      rows,
      'The number of actions says little of the variance in units of σ² E|score|².',
      of.inflation,
      of.actions,
      0.4,
    ),
  ];
}

function aboutTd(rows: Rows): Claim[] {
  return [
    mostly(
      rows,
      'An actor on a learnt TD critic has at least 95 % of the variance of GPOMDP with the average taken off.',
      (row) => of.actorRatio(row) >= 0.95,
      0.8,
    ),
    mostly(
      rows,
      'Learning the critic on the same path adds at most 10 % to the variance of the actor’s gradient.',
      (row) => of.learningCost(row) <= 1.1,
      0.85,
    ),
    follows(
      rows,
      'The less an observation leaves open of the state, the more learning the critic adds.',
      negative(of.aliasing),
      of.learningCost,
      0.5,
    ),
    follows(
      rows,
      'The larger |λ₂|, the larger the variance of the critic’s values in units of σ².',
      of.criticVariance,
      of.secondEigenvalue,
      0.5,
    ),
    mostly(
      rows,
      'The actor’s gradient has a smaller bias than GPOMDP with the same decay of the trace.',
      (row) => of.biasRatio(row) < 1,
      0.75,
    ),
  ];
}

function aboutObservations(rows: Rows): Claim[] {
  return [
    mostly(
      rows,
      'Each observation makes its share of E|score|² of the variance, but for 10 % of the whole.',
      (row) => of.observationGap(row) <= 0.1,
      0.7,
    ),
  ];
}
