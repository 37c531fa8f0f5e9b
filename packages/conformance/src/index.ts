export { BrokenRule, type Check, NotDecided } from './check.js';
export type { CheckResult, Verdict } from './check-result.js';
export { problemOf, runChecks } from './run-checks.js';
export { consequences } from './consequences.js';
export { checksOf, type SettingsOf, type SharedSettings } from './checks-of.js';
export type { Driver } from './driver.js';
export { environmentChecks } from './environment-checks.js';
export type { EnvironmentSettings } from './environment-settings.js';
export { policyChecks, type PolicySettings } from './policy-checks.js';
export { TabularPolicy } from './tabular-policy.js';
export { RememberingPolicy } from './remembering-policy.js';
export { estimatorChecks } from './estimator-checks.js';
export { criticChecks, type CriticSettings } from './critic-checks.js';
export type { EstimatorSettings } from './estimator-settings.js';
export { optimizerChecks, type OptimizerSettings } from './optimizer-checks.js';
export { learnerChecks, type LearnerSettings } from './learner-checks.js';
export { specChecks } from './spec-checks.js';
export { trackerChecks, type TrackerSettings } from './tracker-checks.js';
export { wrapperChecks, type WrapperSettings } from './wrapper-checks.js';
export { solverChecks, type SolverSettings } from './solver-checks.js';
export {
  describeChecks,
  describeCritic,
  describeEnvironment,
  describeEstimator,
  describeLearner,
  describeOptimizer,
  describePolicy,
  describeSolver,
  describeTracker,
  describeWrapper,
} from './describe-plugins.js';
export { itEqualsPublicFile, type FileRounding } from './it-equals-public-file.js';
export { holdsLowerBound } from './worth/holds-lower-bound.js';
export { policyWorth, type PolicyWorth, type WorthSettings } from './worth/policy-worth.js';
