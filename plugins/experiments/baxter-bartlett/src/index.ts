import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { callAdmission } from './call-admission/call-admission.js';
import { conjpomdp } from './conjpomdp/conjpomdp.js';
import { errorAndBound } from './error-and-bound/error-and-bound.js';
import { gradientEstimation } from './gradient-estimation/gradient-estimation.js';
import { olpomdp } from './olpomdp/olpomdp.js';
import { runningTime } from './running-time/running-time.js';
import { startingPoints } from './starting-points/starting-points.js';
import { tigerAndHallway } from './tiger-and-hallway/tiger-and-hallway.js';

export { reportedRewards, threeState } from './three-state.js';
export {
  callAdmission,
  conjpomdp,
  errorAndBound,
  gradientEstimation,
  olpomdp,
  runningTime,
  startingPoints,
  tigerAndHallway,
};

/** Loads what the experiments are run with: the tests hold it to the truth. Listing them loads none of it. */
export const loadMachinery = () => import('./machinery.js');

/** Every experiment. */
const experiments = [
  gradientEstimation,
  conjpomdp,
  olpomdp,
  runningTime,
  startingPoints,
  errorAndBound,
  callAdmission,
  tigerAndHallway,
];

export default new ContainerModule((module) => {
  for (const experiment of experiments) contribute(module, 'experiment', experiment);
});
