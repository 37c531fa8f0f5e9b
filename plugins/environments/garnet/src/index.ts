import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { garnet } from './garnet.js';

export { garnet };
export { garnetModel, type GarnetSettings } from './garnet-model.js';
export { garnetFrame } from './garnet-frame.js';
export default new ContainerModule((module) => contribute(module, 'environment', garnet));
