import { describeWrapper } from '@pomdp-gym/conformance';
import { frameStack } from './frame-stack.js';

describeWrapper(frameStack, { agreementSteps: 30_000 });
