import { describeWrapper } from '@pomdp-gym/conformance';
import { hidePart } from './hide-part.js';

describeWrapper(hidePart, { options: { observations: [1, 3] }, agreementSteps: 30_000 });
