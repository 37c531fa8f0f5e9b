import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { olpomdp } from './olpomdp.js';

export { olpomdp };
export default new ContainerModule((module) => contribute(module, 'learner', olpomdp));
