import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { csv } from './csv.js';

export { csv };
export default new ContainerModule((module) => contribute(module, 'tracker', csv));
