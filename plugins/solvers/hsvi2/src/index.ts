import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { hsvi2 } from './hsvi2.js';

export { hsvi2 };
export default new ContainerModule((module) => contribute(module, 'solver', hsvi2));
