import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { softmaxPolicy } from './spec.js';

export { softmaxPolicy };
export default new ContainerModule((module) => contribute(module, 'policy', softmaxPolicy));
