import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { pomcp } from './pomcp.js';

export { pomcp };
export default new ContainerModule((module) => contribute(module, 'solver', pomcp));
