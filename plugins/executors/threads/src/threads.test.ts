import { describeChecks, specChecks } from '@pomdp-gym/conformance';
import { executorChecks } from '@pomdp-gym/experiment';
import { threads } from './threads.js';

describeChecks(`${threads.id} is an executor`, [...specChecks(threads), ...executorChecks(threads)]);
