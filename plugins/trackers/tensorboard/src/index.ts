import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { tensorboard } from './tensorboard.js';

export { tensorboard };
export default new ContainerModule((module) => contribute(module, 'tracker', tensorboard));
