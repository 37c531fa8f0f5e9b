import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { reinforce } from './reinforce.js';

export { reinforce };
export default new ContainerModule((module) => contribute(module, 'estimator', reinforce));
