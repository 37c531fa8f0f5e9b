import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { auto } from './auto.js';

export { auto };
export default new ContainerModule((module) => contribute(module, 'estimator', auto));
