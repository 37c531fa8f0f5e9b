import { describeTracker } from '@pomdp-gym/conformance';
import { template } from './tracker.js';

describeTracker(template);
