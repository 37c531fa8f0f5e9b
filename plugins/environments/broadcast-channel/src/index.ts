import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { broadcastChannel } from './broadcast-channel.js';

export { broadcastChannel };
export default new ContainerModule((module) => contribute(module, 'environment', broadcastChannel));
