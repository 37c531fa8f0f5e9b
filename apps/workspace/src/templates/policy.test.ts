import { describePolicy } from '@pomdp-gym/conformance';
import { template } from './policy.js';

describePolicy(template);
