import type { VarianceRow } from './data.js';

/** A number of a row: a factor, or a variance in a unit that models share. */
export type Quantity = (row: VarianceRow) => number;

/** β = .9, at its place among the β of the responses. */
const AT = 1;
const BETA = 0.9;

/** σ² E|score|²: what the variance of a product of a reward and a score would be, were they independent. */
const unit: Quantity = ({ factors }) => factors.rewardDeviation ** 2 * factors.scoreSquare;

/** (η / σ)² */
export const meanRatio: Quantity = ({ factors }) => (factors.rewardMean / factors.rewardDeviation) ** 2;

export const secondEigenvalue: Quantity = ({ factors }) => factors.secondEigenvalue;
export const rewardCorrelation: Quantity = ({ factors }) => factors.rewardCorrelation;
export const aliasing: Quantity = ({ factors }) => factors.aliasing;
export const actions: Quantity = ({ factors }) => factors.actions;

/** The variance at β = .9 with the average reward taken off, in units of σ² E|score|². */
export const inflation: Quantity = (row) => row.responses.average[AT]! / unit(row);

/** The share that the average reward removes at β = .9. */
export const removedByAverage: Quantity = ({ responses }) =>
  1 - responses.average[AT]! / responses.plain[AT]!;

/** ln of the variance without a baseline over that with the average taken off, over 1 + (η/σ)² (1 + β) / ((1 − β) κ). */
export const removalError: Quantity = (row) => {
  const predicted = 1 + (meanRatio(row) / rewardCorrelation(row)) * ((1 + BETA) / (1 - BETA));
  return Math.log(row.responses.plain[AT]! / row.responses.average[AT]! / predicted);
};

/** ln of the variance with the average taken off over E|score|² σ² κ / (1 − β²). */
export const varianceError: Quantity = (row) =>
  Math.log((inflation(row) * (1 - BETA ** 2)) / rewardCorrelation(row));

/** The part of the chain's modes in the variance with the average taken off. */
export const chainPart: Quantity = ({ responses }) => responses.chain;

/** How the variance grows from β = .9 to .99, over (1 − .9²) / (1 − .99²). */
export const growth: Quantity = ({ responses }) =>
  responses.average[AT + 1]! / responses.average[AT]! / ((1 - BETA ** 2) / (1 - 0.99 ** 2));

/** The part of credit older than 10 steps. */
export const olderCredit: Quantity = ({ responses }) => responses.older;

/** The actor on a learnt TD(.9) critic, over GPOMDP at β = .9 with the average taken off. */
export const actorRatio: Quantity = ({ responses }) => responses.actor / responses.average[AT]!;

/** What learning the critic on the same path costs. */
export const learningCost: Quantity = ({ responses }) => responses.actor / responses.actorKnown;

/** The variance of the critic's values in units of σ². */
export const criticVariance: Quantity = ({ responses, factors }) =>
  responses.critic / factors.rewardDeviation ** 2;

/** What the best number an observation leaves of what the best constant leaves. */
export const observationRatio: Quantity = ({ responses }) => responses.observation / responses.constant;

export const observationGap: Quantity = ({ responses }) => responses.observationGap;
export const bias: Quantity = ({ responses }) => responses.bias;

/** The steps after which the error of an estimate is as large as its mean. */
export const signalSteps: Quantity = ({ responses }) => responses.average[AT]! / responses.squaredMean[AT]!;

/** The actor's relative bias over GPOMDP's. */
export const biasRatio: Quantity = ({ responses }) => responses.actorBias / responses.bias;
