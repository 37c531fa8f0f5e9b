import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { shuttle } from './shuttle.js';

export { shuttle };
export default new ContainerModule((module) => contribute(module, 'environment', shuttle));
