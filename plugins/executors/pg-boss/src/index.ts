import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { pgBoss } from './pg-boss.js';

export { pgBoss };
export default new ContainerModule((module) => contribute(module, 'executor', pgBoss));
