import { describeWrapper } from '@pomdp-gym/conformance';
import { rewardScale } from './reward-scale.js';

describeWrapper(rewardScale, { agreementSteps: 30_000 });
