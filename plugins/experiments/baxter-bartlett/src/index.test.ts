import { describeChecks, specChecks } from '@pomdp-gym/conformance';
import { experimentChecks } from '@pomdp-gym/reproduction';
import {
  callAdmission,
  conjpomdp,
  errorAndBound,
  gradientEstimation,
  olpomdp,
  runningTime,
  startingPoints,
  tigerAndHallway,
} from './index.js';

for (const spec of [
  gradientEstimation,
  conjpomdp,
  olpomdp,
  runningTime,
  startingPoints,
  errorAndBound,
  callAdmission,
  tigerAndHallway,
]) {
  describeChecks(`${spec.id} is an experiment`, [...specChecks(spec), ...experimentChecks(spec)]);
}
