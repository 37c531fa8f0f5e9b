import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { td } from './spec.js';

export { td };
export default new ContainerModule((module) => contribute(module, 'critic', td));
