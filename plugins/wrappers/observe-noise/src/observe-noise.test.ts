import { describeWrapper } from '@pomdp-gym/conformance';
import { observeNoise } from './observe-noise.js';

describeWrapper(observeNoise, { agreementSteps: 30_000 });
