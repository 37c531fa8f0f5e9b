import { describeSolver } from '@pomdp-gym/conformance';
import { template } from './solver.js';

describeSolver(template);
