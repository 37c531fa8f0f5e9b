import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { threads } from './threads.js';

export { threads };
export default new ContainerModule((module) => contribute(module, 'executor', threads));
