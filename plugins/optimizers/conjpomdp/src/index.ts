import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { conjpomdp } from './conjpomdp.js';

export { conjpomdp };
export default new ContainerModule((module) => contribute(module, 'optimizer', conjpomdp));
