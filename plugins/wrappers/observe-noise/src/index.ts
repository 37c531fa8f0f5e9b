import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { observeNoise } from './observe-noise.js';

export { observeNoise };
export default new ContainerModule((module) => contribute(module, 'wrapper', observeNoise));
