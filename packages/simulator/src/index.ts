export {
  batchesOf,
  canLearnStepwise,
  DEFAULT_BATCH_SIZE,
  simulate,
  type SimulationSettings,
} from './simulate.js';
export { pointAt, stepAt } from './step-view.js';
