import { describeChecks, specChecks } from '@pomdp-gym/conformance';
import { executorChecks } from '@pomdp-gym/experiment';
import { inProcess } from './in-process.js';

describeChecks(`${inProcess.id} is an executor`, [...specChecks(inProcess), ...executorChecks(inProcess)]);
