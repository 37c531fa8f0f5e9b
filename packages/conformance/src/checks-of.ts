import type { Kind, SpecOf } from '@pomdp-gym/contracts';
import type { Check } from './check.js';
import { environmentChecks } from './environment-checks.js';
import { estimatorChecks } from './estimator-checks.js';
import { learnerChecks } from './learner-checks.js';
import { optimizerChecks } from './optimizer-checks.js';
import { policyChecks } from './policy-checks.js';
import { solverChecks } from './solver-checks.js';

const suites: { readonly [K in Kind]: (spec: SpecOf[K]) => Check[] } = {
  environment: environmentChecks,
  policy: policyChecks,
  estimator: estimatorChecks,
  optimizer: optimizerChecks,
  learner: learnerChecks,
  solver: solverChecks,
};

/** The rules that a spec of a kind keeps, for its default options: what `pomdp-gym check` runs. */
export function checksOf<K extends Kind>(kind: K, spec: SpecOf[K]): Check[] {
  return suites[kind](spec);
}
