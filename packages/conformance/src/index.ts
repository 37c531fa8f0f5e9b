export { BrokenRule, type Check } from './check.js';
export { problemOf, runChecks, type CheckResult } from './run-checks.js';
export { environmentChecks, type EnvironmentSettings } from './environment-checks.js';
export { policyChecks, type PolicySettings } from './policy-checks.js';
export { describeChecks, describeEnvironment, describePolicy } from './describe-plugins.js';
