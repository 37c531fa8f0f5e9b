import { callAdmission } from './call-admission.js';
import { conjpomdp } from './conjpomdp.js';
import { errorAndBound } from './error-and-bound.js';
import type { Experiment } from './experiment.js';
import { gradientEstimation } from './gradient-estimation.js';
import { olpomdp } from './olpomdp.js';
import { runningTime } from './running-time.js';
import { startingPoints } from './starting-points.js';
import { tigerAndHallway } from './tiger-and-hallway.js';

/** Every experiment, in the order of the report. */
export const experiments: readonly Experiment[] = [
  gradientEstimation,
  conjpomdp,
  olpomdp,
  runningTime,
  startingPoints,
  errorAndBound,
  callAdmission,
  tigerAndHallway,
];
