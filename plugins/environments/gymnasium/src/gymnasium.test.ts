import { describeEnvironment } from '@pomdp-gym/conformance';
import { gymnasium } from './gymnasium.js';

describeEnvironment(gymnasium);
