import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { frameStack } from './frame-stack.js';

export { frameStack };
export default new ContainerModule((module) => contribute(module, 'wrapper', frameStack));
