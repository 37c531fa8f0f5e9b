import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { sarsop } from './sarsop.js';

export { sarsop };
export default new ContainerModule((module) => contribute(module, 'solver', sarsop));
