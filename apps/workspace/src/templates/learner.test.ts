import { describeLearner } from '@pomdp-gym/conformance';
import { template } from './learner.js';

describeLearner(template);
