import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { team } from './team.js';

export { team };
export default new ContainerModule((module) => contribute(module, 'policy', team));
