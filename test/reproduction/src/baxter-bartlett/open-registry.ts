import callAdmission from '@pomdp-gym/environment-call-admission';
import fourByThree from '@pomdp-gym/environment-four-by-three';
import garnet from '@pomdp-gym/environment-garnet';
import hallway from '@pomdp-gym/environment-hallway';
import threeState from '@pomdp-gym/environment-three-state';
import tiger from '@pomdp-gym/environment-tiger';
import gpomdp from '@pomdp-gym/estimator-gpomdp';
import baxterBartlett from '@pomdp-gym/experiments-baxter-bartlett';
import olpomdp from '@pomdp-gym/learner-olpomdp';
import conjpomdp from '@pomdp-gym/optimizer-conjpomdp';
import gradientAscent from '@pomdp-gym/optimizer-gradient-ascent';
import softmax from '@pomdp-gym/policy-softmax';
import uniform from '@pomdp-gym/policy-uniform';
import { kinds } from '@pomdp-gym/contracts';
import { Registry } from '@pomdp-gym/registry';
import type {} from '@pomdp-gym/reproduction';

/** A registry of everything that the experiments run. */
export async function openRegistry(): Promise<Registry> {
  const experiment = { article: 'an experiment', plural: 'experiments' };
  const executor = { article: 'an executor', plural: 'executors' };
  const registry = new Registry({ ...kinds, experiment, executor });
  const environments = [callAdmission, fourByThree, garnet, hallway, threeState, tiger];
  const parts = [softmax, uniform, gpomdp, conjpomdp, gradientAscent, olpomdp];
  for (const plugin of [...environments, ...parts, baxterBartlett]) await registry.load(plugin, 'here');
  return registry;
}
