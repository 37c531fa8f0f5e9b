import { describeEstimator } from '@pomdp-gym/conformance';
import { template } from './estimator.js';

describeEstimator(template);
