import type {
  CriticSpec,
  EnvironmentSpec,
  EstimatorSpec,
  LearnerSpec,
  OptimizerSpec,
  PolicySpec,
  SolverSpec,
  TrackerSpec,
  WrapperSpec,
} from './spec.js';

/**
 * The kinds of plugin, and the spec each contributes. A package above this one owns a kind by declaration merging, and
 * gives its description to the registry:
 *
 *     declare module '@pomdp-gym/contracts' { interface SpecOf { experiment: ExperimentSpec } }
 *     new Registry({ ...kinds, experiment: { article: 'an experiment', plural: 'experiments' } });
 */
export interface SpecOf {
  environment: EnvironmentSpec;
  wrapper: WrapperSpec;
  policy: PolicySpec;
  estimator: EstimatorSpec;
  critic: CriticSpec;
  optimizer: OptimizerSpec;
  learner: LearnerSpec;
  solver: SolverSpec;
  tracker: TrackerSpec;
}

export type Kind = keyof SpecOf;

/** What messages, studies and commands need to know of a kind. */
export interface KindDescription {
  /** The kind with its article: `an environment`. */
  readonly article: string;
  /** `environments` */
  readonly plural: string;
  /** Whether one may be a part of an agent. A study then names it under its kind. Read for kinds of this table only. */
  readonly part?: true;
}

/** The descriptions of all kinds, those that packages above this one own included. */
export type KindTable = { readonly [K in Kind]: KindDescription };

/** The one table of the kinds of this package, in the order in which they are listed. */
export const kinds = {
  environment: { article: 'an environment', plural: 'environments' },
  policy: { article: 'a policy', plural: 'policies', part: true },
  estimator: { article: 'an estimator', plural: 'estimators', part: true },
  critic: { article: 'a critic', plural: 'critics', part: true },
  optimizer: { article: 'an optimizer', plural: 'optimizers', part: true },
  learner: { article: 'a learner', plural: 'learners', part: true },
  solver: { article: 'a solver', plural: 'solvers', part: true },
  wrapper: { article: 'a wrapper', plural: 'wrappers' },
  tracker: { article: 'a tracker', plural: 'trackers' },
} as const satisfies KindTable;

/** A kind of this package's own table. */
export type TabledKind = keyof typeof kinds;

/** A kind of which an agent may have one. */
export type PartKind = {
  [K in TabledKind]: (typeof kinds)[K] extends { part: true } ? K : never;
}[TabledKind];

/** The kinds of the parts of an agent, in the order of the table. */
export const partKinds: readonly PartKind[] = kindNames(kinds).filter(isPart);

/** The kinds of a table, in its order. */
export function kindNames<K extends string>(table: Readonly<Record<K, KindDescription>>): readonly K[] {
  return Object.keys(table) as K[];
}

function isPart(kind: TabledKind): kind is PartKind {
  return 'part' in kinds[kind];
}
