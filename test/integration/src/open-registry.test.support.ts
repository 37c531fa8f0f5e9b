import { kinds } from '@pomdp-gym/contracts';
import threeState from '@pomdp-gym/environment-three-state';
import gpomdp from '@pomdp-gym/estimator-gpomdp';
import compound from '@pomdp-gym/optimizer-compound';
import conjpomdp from '@pomdp-gym/optimizer-conjpomdp';
import gradientAscent from '@pomdp-gym/optimizer-gradient-ascent';
import softmax from '@pomdp-gym/policy-softmax';
import { Registry } from '@pomdp-gym/registry';

/** A registry with what climbs the three-state problem. */
export async function openRegistry(): Promise<Registry> {
  const registry = new Registry({ ...kinds, executor: { article: 'an executor', plural: 'executors' } });
  for (const plugin of [threeState, gpomdp, compound, conjpomdp, gradientAscent, softmax])
    await registry.load(plugin, 'shipped');
  return registry;
}
