import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { threeState } from './three-state.js';

export { threeState };
export default new ContainerModule((module) => contribute(module, 'environment', threeState));
