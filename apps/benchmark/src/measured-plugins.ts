// The plugins that are measured.
export { cartPoleV1 } from '@pomdp-gym/environment-classic-control';
export { garnet } from '@pomdp-gym/environment-garnet';
export { hallway, hallway2 } from '@pomdp-gym/environment-hallway';
export { rockSample } from '@pomdp-gym/environment-rock-sample';
export { tag } from '@pomdp-gym/environment-tag';
export { threeState } from '@pomdp-gym/environment-three-state';
export { tiger } from '@pomdp-gym/environment-tiger';
export { gpomdp } from '@pomdp-gym/estimator-gpomdp';
export { sarsa } from '@pomdp-gym/learner-action-values';
export { actorCritic } from '@pomdp-gym/learner-actor-critic';
export { olpomdp } from '@pomdp-gym/learner-olpomdp';
export { controllerPolicy } from '@pomdp-gym/policy-controller';
export { mlpPolicy } from '@pomdp-gym/policy-mlp';
export { softmaxPolicy } from '@pomdp-gym/policy-softmax';
export { hsvi2 } from '@pomdp-gym/solver-hsvi2';
export { pbvi, perseus } from '@pomdp-gym/solver-point-based';
export { sarsop } from '@pomdp-gym/solver-sarsop';
