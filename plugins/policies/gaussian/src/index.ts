import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { gaussianPolicy } from './spec.js';

export { gaussianPolicy };
export default new ContainerModule((module) => contribute(module, 'policy', gaussianPolicy));
