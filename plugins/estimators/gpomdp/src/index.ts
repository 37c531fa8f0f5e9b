import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { expGpomdp } from './exp-gpomdp.js';
import { gpomdp } from './gpomdp.js';

export { expGpomdp, gpomdp };
export default new ContainerModule((module) => {
  contribute(module, 'estimator', gpomdp);
  contribute(module, 'estimator', expGpomdp);
});
