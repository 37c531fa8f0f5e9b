import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { actorCritic } from './actor-critic.js';
import { ppo } from './ppo.js';

export { actorCritic, ppo };
export default new ContainerModule((module) => {
  for (const spec of [actorCritic, ppo]) contribute(module, 'learner', spec);
});
