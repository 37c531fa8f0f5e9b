import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { decTiger } from './dec-tiger.js';

export { decTiger };
export default new ContainerModule((module) => contribute(module, 'environment', decTiger));
