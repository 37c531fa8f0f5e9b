import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { shard } from './shard.js';

export { shard };
export default new ContainerModule((module) => contribute(module, 'executor', shard));
