export { grouped } from '@pomdp-gym/contracts';
export type {
  Experiment,
  ExperimentPlan,
  ExperimentSpec,
  Findings,
  NamedExperiment,
  Size,
} from './experiment.js';
export { experimentChecks, type ExperimentCheck } from './experiment-checks.js';
export { listExperiments } from './list-experiments.js';
export type { Dataset, Laboratory, LinesData, StudyData } from './laboratory.js';
export { type AnyReplication, type Replication, replication } from './replication.js';
export type { MadeReplicate, ReplicateMaker, ReplicateTask } from './replicate-maker.js';
export { makeReplicate } from './make-replicate.js';
export {
  type BySeed,
  bySeed,
  type Claim,
  claimAbove,
  claimExactly,
  claimOrdered,
  claimWithin,
  differences,
  short,
  type Verdict,
} from './claim.js';
export { claimTable, type PublishedValue } from './reported.js';
export {
  type FindingsPublisher,
  type Outcome,
  reproduce,
  type ReproduceSettings,
  type ReproductionObserver,
} from './reproduce.js';
export { verdicts, verdictsInWords } from './findings-report.js';
