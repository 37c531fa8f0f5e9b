import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { policyIteration } from './policy-iteration.js';
import { valueIteration } from './value-iteration.js';

export { policyIteration, valueIteration };
export default new ContainerModule((module) => {
  contribute(module, 'solver', valueIteration);
  contribute(module, 'solver', policyIteration);
});
