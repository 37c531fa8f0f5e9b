import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { exactGradient } from './exact-gradient.js';

export { exactGradient };
export default new ContainerModule((module) => contribute(module, 'estimator', exactGradient));
