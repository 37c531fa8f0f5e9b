import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { gymnasium } from './gymnasium.js';

export { gymnasium };
export default new ContainerModule((module) => contribute(module, 'environment', gymnasium));
