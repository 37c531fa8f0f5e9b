import { describeChecks, specChecks } from '@pomdp-gym/conformance';
import { experimentChecks } from '@pomdp-gym/reproduction';
import { variance } from './index.js';

describeChecks('variance is an experiment', [...specChecks(variance), ...experimentChecks(variance)]);
