import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { withMemory } from './with-memory.js';

export { withMemory };
export default new ContainerModule((module) => contribute(module, 'wrapper', withMemory));
