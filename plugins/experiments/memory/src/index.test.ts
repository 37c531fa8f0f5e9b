import { describeChecks, specChecks } from '@pomdp-gym/conformance';
import { experimentChecks } from '@pomdp-gym/reproduction';
import { memory } from './index.js';

describeChecks('memory is an experiment', [...specChecks(memory), ...experimentChecks(memory)]);
