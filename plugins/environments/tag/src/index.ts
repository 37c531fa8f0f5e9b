import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { tag } from './tag.js';

export { tag };
export { tagModel, flight, positionsOf, type Positions, type TagSettings } from './tag-model.js';
export { tagFrame } from './tag-frame.js';
export default new ContainerModule((module) => contribute(module, 'environment', tag));
