import { describeChecks, specChecks } from '@pomdp-gym/conformance';
import { experimentChecks } from '@pomdp-gym/reproduction';
import { automatic } from './index.js';

describeChecks('automatic is an experiment', [...specChecks(automatic), ...experimentChecks(automatic)]);
