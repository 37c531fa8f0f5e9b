import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { loadUnload } from './load-unload.js';

export { loadUnload };
export default new ContainerModule((module) => contribute(module, 'environment', loadUnload));
