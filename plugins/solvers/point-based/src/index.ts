import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { pbvi } from './pbvi.js';
import { perseus } from './perseus.js';

export { pbvi, perseus };
export default new ContainerModule((module) => {
  contribute(module, 'solver', pbvi);
  contribute(module, 'solver', perseus);
});
