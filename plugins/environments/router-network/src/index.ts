import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { routerNetwork } from './router-network.js';

export { routerNetwork };
export default new ContainerModule((module) => contribute(module, 'environment', routerNetwork));
