// The plugins that the app ships, and the only place that names them.
import callAdmission from '@pomdp-gym/environment-call-admission';
import cheeseMaze from '@pomdp-gym/environment-cheese-maze';
import classicControl from '@pomdp-gym/environment-classic-control';
import file from '@pomdp-gym/environment-file';
import fourByThree from '@pomdp-gym/environment-four-by-three';
import garnet from '@pomdp-gym/environment-garnet';
import hallway from '@pomdp-gym/environment-hallway';
import heavenHell from '@pomdp-gym/environment-heaven-hell';
import loadUnload from '@pomdp-gym/environment-load-unload';
import puckPlane from '@pomdp-gym/environment-puck-plane';
import rockSample from '@pomdp-gym/environment-rock-sample';
import shuttle from '@pomdp-gym/environment-shuttle';
import slipperyGrid from '@pomdp-gym/environment-slippery-grid';
import tMaze from '@pomdp-gym/environment-t-maze';
import tag from '@pomdp-gym/environment-tag';
import threeState from '@pomdp-gym/environment-three-state';
import tiger from '@pomdp-gym/environment-tiger';
import gpomdp from '@pomdp-gym/estimator-gpomdp';
import baxterBartlett from '@pomdp-gym/experiments-baxter-bartlett';
import actionValues from '@pomdp-gym/learner-action-values';
import actorCritic from '@pomdp-gym/learner-actor-critic';
import olpomdp from '@pomdp-gym/learner-olpomdp';
import conjpomdp from '@pomdp-gym/optimizer-conjpomdp';
import gradientAscent from '@pomdp-gym/optimizer-gradient-ascent';
import belief from '@pomdp-gym/policy-belief';
import controller from '@pomdp-gym/policy-controller';
import gaussian from '@pomdp-gym/policy-gaussian';
import mlp from '@pomdp-gym/policy-mlp';
import softmax from '@pomdp-gym/policy-softmax';
import uniform from '@pomdp-gym/policy-uniform';
import window from '@pomdp-gym/policy-window';
import bounds from '@pomdp-gym/solver-bounds';
import dynamicProgramming from '@pomdp-gym/solver-dynamic-programming';
import hsvi2 from '@pomdp-gym/solver-hsvi2';
import incrementalPruning from '@pomdp-gym/solver-incremental-pruning';
import pointBased from '@pomdp-gym/solver-point-based';
import pomcp from '@pomdp-gym/solver-pomcp';
import sarsop from '@pomdp-gym/solver-sarsop';

/** Module and package of each. */
export const shippedPlugins: readonly (readonly [plugin: unknown, source: string])[] = [
  [callAdmission, '@pomdp-gym/environment-call-admission'],
  [cheeseMaze, '@pomdp-gym/environment-cheese-maze'],
  [classicControl, '@pomdp-gym/environment-classic-control'],
  [file, '@pomdp-gym/environment-file'],
  [fourByThree, '@pomdp-gym/environment-four-by-three'],
  [garnet, '@pomdp-gym/environment-garnet'],
  [hallway, '@pomdp-gym/environment-hallway'],
  [heavenHell, '@pomdp-gym/environment-heaven-hell'],
  [loadUnload, '@pomdp-gym/environment-load-unload'],
  [puckPlane, '@pomdp-gym/environment-puck-plane'],
  [rockSample, '@pomdp-gym/environment-rock-sample'],
  [shuttle, '@pomdp-gym/environment-shuttle'],
  [slipperyGrid, '@pomdp-gym/environment-slippery-grid'],
  [tMaze, '@pomdp-gym/environment-t-maze'],
  [tag, '@pomdp-gym/environment-tag'],
  [threeState, '@pomdp-gym/environment-three-state'],
  [tiger, '@pomdp-gym/environment-tiger'],
  [gpomdp, '@pomdp-gym/estimator-gpomdp'],
  [baxterBartlett, '@pomdp-gym/experiments-baxter-bartlett'],
  [actionValues, '@pomdp-gym/learner-action-values'],
  [actorCritic, '@pomdp-gym/learner-actor-critic'],
  [olpomdp, '@pomdp-gym/learner-olpomdp'],
  [conjpomdp, '@pomdp-gym/optimizer-conjpomdp'],
  [gradientAscent, '@pomdp-gym/optimizer-gradient-ascent'],
  [belief, '@pomdp-gym/policy-belief'],
  [controller, '@pomdp-gym/policy-controller'],
  [gaussian, '@pomdp-gym/policy-gaussian'],
  [mlp, '@pomdp-gym/policy-mlp'],
  [softmax, '@pomdp-gym/policy-softmax'],
  [uniform, '@pomdp-gym/policy-uniform'],
  [window, '@pomdp-gym/policy-window'],
  [bounds, '@pomdp-gym/solver-bounds'],
  [dynamicProgramming, '@pomdp-gym/solver-dynamic-programming'],
  [hsvi2, '@pomdp-gym/solver-hsvi2'],
  [incrementalPruning, '@pomdp-gym/solver-incremental-pruning'],
  [pointBased, '@pomdp-gym/solver-point-based'],
  [pomcp, '@pomdp-gym/solver-pomcp'],
  [sarsop, '@pomdp-gym/solver-sarsop'],
];
