import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { heavenHell } from './heaven-hell.js';

export { heavenHell };
export default new ContainerModule((module) => contribute(module, 'environment', heavenHell));
