export {
  batchesOf,
  canLearnStepwise,
  DEFAULT_BATCH_SIZE,
  simulate,
  type SimulationSettings,
} from './simulate.js';
export { type PathBatch, type PathsSettings, type PathStreams, simulatePaths } from './simulate-paths.js';
export { pointAt, stepAt } from './step-view.js';
