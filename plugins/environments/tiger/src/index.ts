import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { tiger } from './tiger.js';

export { tiger };
export default new ContainerModule((module) => contribute(module, 'environment', tiger));
