import { describeLearner } from '@pomdp-gym/conformance';
import { actorCritic } from './actor-critic.js';
import { ppo } from './ppo.js';

describeLearner(ppo);
describeLearner(ppo, { options: { horizon: 64, minibatch: 16 } });
describeLearner(actorCritic);
describeLearner(actorCritic, { options: { objective: 'average' } });
