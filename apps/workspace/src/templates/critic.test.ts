import { describeCritic } from '@pomdp-gym/conformance';
import { template } from './critic.js';

describeCritic(template);
