import { describeEnvironment } from '@pomdp-gym/conformance';
import { template } from './environment.js';

describeEnvironment(template);
