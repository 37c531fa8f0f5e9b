// The plugins that the app ships, and the only place that names them.
import threeState from '@pomdp-gym/environment-three-state';
import gpomdp from '@pomdp-gym/estimator-gpomdp';
import olpomdp from '@pomdp-gym/learner-olpomdp';
import conjpomdp from '@pomdp-gym/optimizer-conjpomdp';
import gradientAscent from '@pomdp-gym/optimizer-gradient-ascent';
import softmax from '@pomdp-gym/policy-softmax';
import uniform from '@pomdp-gym/policy-uniform';

/** Module and package of each. */
export const shippedPlugins: readonly (readonly [plugin: unknown, source: string])[] = [
  [threeState, '@pomdp-gym/environment-three-state'],
  [softmax, '@pomdp-gym/policy-softmax'],
  [uniform, '@pomdp-gym/policy-uniform'],
  [gpomdp, '@pomdp-gym/estimator-gpomdp'],
  [conjpomdp, '@pomdp-gym/optimizer-conjpomdp'],
  [gradientAscent, '@pomdp-gym/optimizer-gradient-ascent'],
  [olpomdp, '@pomdp-gym/learner-olpomdp'],
];
