import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { windowPolicy } from './spec.js';

export { windowPolicy };
export default new ContainerModule((module) => contribute(module, 'policy', windowPolicy));
