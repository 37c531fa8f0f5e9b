import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { bullmq } from './bullmq.js';

export { bullmq };
export default new ContainerModule((module) => contribute(module, 'executor', bullmq));
