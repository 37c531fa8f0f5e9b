import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { gpomdp } from './gpomdp.js';

export { gpomdp };
export default new ContainerModule((module) => contribute(module, 'estimator', gpomdp));
