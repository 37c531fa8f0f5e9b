import type { SpecOf, TabledKind } from '@pomdp-gym/contracts';
import type { Check } from './check.js';
import { criticChecks, type CriticSettings } from './critic-checks.js';
import { environmentChecks } from './environment-checks.js';
import type { EnvironmentSettings } from './environment-settings.js';
import { estimatorChecks } from './estimator-checks.js';
import type { EstimatorSettings } from './estimator-settings.js';
import { learnerChecks, type LearnerSettings } from './learner-checks.js';
import { optimizerChecks, type OptimizerSettings } from './optimizer-checks.js';
import { policyChecks, type PolicySettings } from './policy-checks.js';
import { solverChecks, type SolverSettings } from './solver-checks.js';
import { trackerChecks, type TrackerSettings } from './tracker-checks.js';
import { wrapperChecks, type WrapperSettings } from './wrapper-checks.js';

/** The settings that the suite of every kind takes; one that draws no samples leaves the seed aside. */
export interface SharedSettings {
  /** Options to make the plugin with, where the defaults are not what should be checked. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Seed of the rules that draw samples and count; 1 by default. */
  readonly seed?: number;
}

/** The settings of the suite of each kind. */
export interface SettingsOf {
  readonly environment: EnvironmentSettings;
  readonly wrapper: WrapperSettings;
  readonly policy: PolicySettings;
  readonly estimator: EstimatorSettings;
  readonly critic: CriticSettings;
  readonly optimizer: OptimizerSettings;
  readonly learner: LearnerSettings;
  readonly solver: SolverSettings;
  readonly tracker: TrackerSettings;
}

const suites: { readonly [K in TabledKind]: (spec: SpecOf[K], settings?: SettingsOf[K]) => Check[] } = {
  environment: environmentChecks,
  wrapper: wrapperChecks,
  policy: policyChecks,
  estimator: estimatorChecks,
  critic: criticChecks,
  optimizer: optimizerChecks,
  learner: learnerChecks,
  solver: solverChecks,
  tracker: trackerChecks,
};

/** The rules that a spec of a kind keeps, under settings of that kind: what `pomdp-gym check` runs. */
export function checksOf<K extends TabledKind>(
  kind: K,
  spec: SpecOf[K],
  settings?: SharedSettings & SettingsOf[K],
): Check[] {
  return suites[kind](spec, settings);
}
