import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { controllerPolicy } from './spec.js';

export { controllerPolicy };
export default new ContainerModule((module) => contribute(module, 'policy', controllerPolicy));
