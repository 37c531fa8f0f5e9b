import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { slipperyGrid } from './slippery-grid.js';

export { slipperyGrid };
export default new ContainerModule((module) => contribute(module, 'environment', slipperyGrid));
