export { BrokenRule, type Check } from './check.js';
export { problemOf, runChecks, type CheckResult } from './run-checks.js';
export { environmentChecks, type EnvironmentSettings } from './environment-checks.js';
export { describeChecks, describeEnvironment } from './describe-plugins.js';
