import { describeWrapper } from '@pomdp-gym/conformance';
import { withMemory } from './with-memory.js';

describeWrapper(withMemory);
