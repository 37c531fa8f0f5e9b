export { PolicyAnalysis } from './policy-analysis.js';
export { GpomdpAnalysis } from './gpomdp-analysis.js';
export { EndingsAnalysis } from './endings-analysis.js';
export { BaselineAnalysis, type BestBaselines, type TraceSettings } from './baseline-analysis.js';
export { TdAnalysis, type TdSettings } from './td-analysis.js';
export { VarianceDecomposition } from './variance-decomposition.js';
export { GpomdpDecomposition, type EstimatorSettings, type Removed } from './gpomdp-decomposition.js';
export type { LagContributions } from './lag-contributions.js';
export type { ModeContribution, ModeContributions } from './mode-contributions.js';
export { meanSquaredError, type AsymptoticError } from './mean-squared-error.js';
export type { ErrorAfterSteps, PathMoments } from './path-moments.js';
export type { BestBeta } from './best-beta.js';
export { BOUND_LIMIT, type BiasBoundParts } from './bias-bound.js';
export { MIXING_LIMIT, type MixingTime } from './mixing-time.js';
export { DiscountedAnalysis } from './discounted-analysis.js';
export { targetAnalysis, type TargetAnalysis } from './target-analysis.js';
export { targetGradient } from './target-gradient.js';
export { discountedValue } from './discounted-value.js';
export { actingValues, type ActingValues } from './acting-values.js';
export { endsAlways } from './ends-always.js';
export { finiteHorizonValues } from './finite-horizon-values.js';
export {
  averageReward,
  averageRewardGradient,
  discountedGradients,
  secondEigenvalue,
  stationaryDistribution,
} from './average-reward.js';
export { angleDegrees, relativeError } from './gradient-bias.js';
export { SPECTRUM_LIMIT, type Eigenvalue } from './spectrum.js';
export { policyScores, type Scores } from './policy-scores.js';
export type { JointChain } from './joint-chain.js';
