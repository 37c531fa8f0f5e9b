import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { independent } from './independent.js';

export { independent };
export default new ContainerModule((module) => contribute(module, 'learner', independent));
