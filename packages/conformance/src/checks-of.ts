import type { SpecOf, TabledKind } from '@pomdp-gym/contracts';
import type { Check } from './check.js';
import { criticChecks } from './critic-checks.js';
import { environmentChecks } from './environment-checks.js';
import { estimatorChecks } from './estimator-checks.js';
import { learnerChecks } from './learner-checks.js';
import { optimizerChecks } from './optimizer-checks.js';
import { policyChecks } from './policy-checks.js';
import { solverChecks } from './solver-checks.js';
import { trackerChecks } from './tracker-checks.js';
import { wrapperChecks } from './wrapper-checks.js';

/** The settings of every suite. */
interface Settings {
  /** Seed of the rules that draw samples and count; 1 by default. */
  readonly seed?: number;
}

const suites: { readonly [K in TabledKind]: (spec: SpecOf[K], settings: Settings) => Check[] } = {
  environment: environmentChecks,
  wrapper: wrapperChecks,
  policy: policyChecks,
  estimator: estimatorChecks,
  critic: criticChecks,
  optimizer: (spec) => optimizerChecks(spec), // no sample is drawn where the seed is left out
  learner: (spec) => learnerChecks(spec),
  solver: solverChecks,
  tracker: (spec) => trackerChecks(spec),
};

/** The rules that a spec of a kind keeps, for its default options: what `pomdp-gym check` runs. */
export function checksOf<K extends TabledKind>(kind: K, spec: SpecOf[K], settings: Settings = {}): Check[] {
  return suites[kind](spec, settings);
}
