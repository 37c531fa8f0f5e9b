import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { mlpPolicy } from './spec.js';

export { mlpPolicy };
export default new ContainerModule((module) => contribute(module, 'policy', mlpPolicy));
