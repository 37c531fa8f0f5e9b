import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { inProcess } from './in-process.js';

export { inProcess };
export default new ContainerModule((module) => contribute(module, 'executor', inProcess));
