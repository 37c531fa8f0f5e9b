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

export { ChainTruth } from './error-and-bound/chain-truth.js';
export { exactAscent, exactAscents, gainOfDeviating } from './exact-ascents.js';
export { gradientPaths } from './gradient-paths.js';
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
