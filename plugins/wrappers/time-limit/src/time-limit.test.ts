import { describeWrapper } from '@pomdp-gym/conformance';
import { timeLimit } from './time-limit.js';

describeWrapper(timeLimit, { options: { steps: 3 }, agreementSteps: 30_000 });
