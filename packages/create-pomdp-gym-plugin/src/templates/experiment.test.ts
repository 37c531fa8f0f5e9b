import { describeChecks, specChecks } from '@pomdp-gym/conformance';
import { experimentChecks } from '@pomdp-gym/reproduction';
import { template } from './experiment.js';

describeChecks(`${template.id} is an experiment`, [...specChecks(template), ...experimentChecks(template)]);
