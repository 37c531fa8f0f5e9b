export { finiteModel, rewardTable, type ModelDefinition } from './finite-model.js';
export { assertModel, modelProblems, ROW_SUM_TOLERANCE } from './check-model.js';
export { compareModels, type ModelDifferences } from './compare-models.js';
export { entryAt, rowSums, sparseRows } from './sparse-rows.js';
export { drawEntry, ModelSampler, type OutcomeRows } from './model-sampler.js';
export { ModelEnvironment, observationCount, type ModelEnvironmentSettings } from './model-environment.js';
export { frameText, picture } from './picture.js';
export { GridMap, HEADINGS, NO_CELL } from './grid-map.js';
