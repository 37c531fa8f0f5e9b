export { PolicyAnalysis } from './policy-analysis.js';
export {
  averageReward,
  averageRewardGradient,
  discountedGradients,
  secondEigenvalue,
  stationaryDistribution,
} from './average-reward.js';
export { angleDegrees, relativeError } from './gradient-bias.js';
export { SPECTRUM_LIMIT, type Eigenvalue } from './spectrum.js';
export {
  assertController,
  deterministicController,
  memoryless,
  type FiniteStateController,
} from './finite-state-controller.js';
export { policyScores, type Scores } from './policy-scores.js';
export type { JointChain } from './joint-chain.js';
