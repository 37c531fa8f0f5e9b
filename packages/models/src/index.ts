export { finiteModel, rewardTable, type ModelDefinition } from './finite-model.js';
export { assertModel, modelProblems, ROW_SUM_TOLERANCE } from './check-model.js';
export { compareModels, type ModelDifferences } from './compare-models.js';
export { drawEntry, ModelSampler, type OutcomeRows } from './model-sampler.js';
export {
  drawsFromItsModel,
  ModelEnvironment,
  observationCount,
  type ModelEnvironmentSettings,
} from './model-environment.js';
export { frameText, picture } from './picture.js';
export { GridMap, HEADINGS, NO_CELL } from './grid-map.js';
export { formatDiagnostic, type Diagnostic, type DiagnosticKind } from './diagnostic.js';
export { DEFAULT_READ_LIMITS, type ReadLimits } from './read-limits.js';
export type { ModelReading, UnattainableReward } from './model-reading.js';
export { parsePomdp, type ParseOptions } from './pomdp-format/parse-pomdp.js';
export { parseModel, readModel, type ReadModel } from './read-model.js';
export { writePomdp, type WriteOptions } from './pomdp-format/write-pomdp.js';
export { firstProbabilities, initialBelief, observationProbabilities, updateBelief } from './belief.js';
export { expectedReward } from './expected-reward.js';
export { compareBehaviour, type BehaviourDifferences, type BehaviourSettings } from './compare-behaviour.js';
export { lintModel, type LintFinding, type LintKind } from './lint-model.js';
export { modelCard, type ModelCard } from './model-card.js';
export { reachableStates } from './reachable-states.js';
export { parsePomdpx, type PomdpxOptions } from './pomdpx-format/parse-pomdpx.js';
export { writePomdpx, type PomdpxWriteOptions } from './pomdpx-format/write-pomdpx.js';
