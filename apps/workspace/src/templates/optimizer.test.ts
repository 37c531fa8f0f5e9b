import { describeOptimizer } from '@pomdp-gym/conformance';
import { template } from './optimizer.js';

describeOptimizer(template);
