import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { timeLimit } from './time-limit.js';

export { timeLimit };
export default new ContainerModule((module) => contribute(module, 'wrapper', timeLimit));
