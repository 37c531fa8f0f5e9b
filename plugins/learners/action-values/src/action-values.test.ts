import { describeLearner } from '@pomdp-gym/conformance';
import { qLearning } from './q-learning.js';
import { sarsa } from './sarsa.js';

for (const spec of [qLearning, sarsa]) {
  describeLearner(spec);
  describeLearner(spec, { options: { nodes: 2 } });
}
