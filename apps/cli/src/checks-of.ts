import {
  type Check,
  environmentChecks,
  estimatorChecks,
  optimizerChecks,
  policyChecks,
} from '@pomdp-gym/conformance';
import type { EnvironmentSpec, EstimatorSpec, Kind, OptimizerSpec, PolicySpec } from '@pomdp-gym/contracts';
import type { Entry } from '@pomdp-gym/registry';

/** The rules of each kind, as checks of one spec. */
const checksByKind: { readonly [K in Kind]: (spec: Entry<K>['spec']) => Check[] } = {
  environment: (spec: EnvironmentSpec) => environmentChecks(spec),
  policy: (spec: PolicySpec) => policyChecks(spec),
  estimator: (spec: EstimatorSpec) => estimatorChecks(spec),
  optimizer: (spec: OptimizerSpec) => optimizerChecks(spec),
  learner: () => [],
  solver: () => [],
};

/** The checks of what a plugin contributed. */
export function checksOf<K extends Kind>({ kind, spec }: Entry<K>): Check[] {
  return checksByKind[kind](spec);
}
