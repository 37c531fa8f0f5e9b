import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { qLearning } from './q-learning.js';
import { sarsa } from './sarsa.js';

export { qLearning, sarsa };
export default new ContainerModule((module) => {
  for (const spec of [qLearning, sarsa]) contribute(module, 'learner', spec);
});
