import { describeWrapper } from '@pomdp-gym/conformance';
import { template } from './wrapper.js';

describeWrapper(template);
