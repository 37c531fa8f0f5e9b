import { describeEstimator } from '@pomdp-gym/conformance';
import { auto } from './auto.js';

describe('auto', () => describeEstimator(auto));
describe('auto with one β', () => describeEstimator(auto, { options: { betas: [0.8] } }));
