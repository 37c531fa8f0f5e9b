import type {
  EnvironmentSpec,
  EstimatorSpec,
  LearnerSpec,
  OptimizerSpec,
  PolicySpec,
  SolverSpec,
} from './spec.js';

/** The kinds of plugin, and the spec each contributes. */
export interface SpecOf {
  environment: EnvironmentSpec;
  policy: PolicySpec;
  estimator: EstimatorSpec;
  optimizer: OptimizerSpec;
  learner: LearnerSpec;
  solver: SolverSpec;
}

export type Kind = keyof SpecOf;

export const kinds: readonly Kind[] = [
  'environment',
  'policy',
  'estimator',
  'optimizer',
  'learner',
  'solver',
];

/** What the container files a kind's specs under. Global symbols, so that two copies of this package agree. */
export function tokenOf(kind: Kind): symbol {
  return Symbol.for(`pomdp-gym/${kind}`);
}
