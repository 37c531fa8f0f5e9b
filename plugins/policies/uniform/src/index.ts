import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { uniform } from './uniform.js';

export { uniform };
export default new ContainerModule((module) => contribute(module, 'policy', uniform));
