import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { beliefPolicy } from './spec.js';

export { beliefPolicy };
export default new ContainerModule((module) => contribute(module, 'policy', beliefPolicy));
