import { Registry } from '@pomdp-gym/registry';
import { kinds } from './kinds.js';
import { shippedPlugins } from './shipped-plugins.js';

/** A registry with every shipped plugin that prints no warnings, to try on it whether a plugin loads. */
export function silentRegistry(): Registry {
  const registry = new Registry(kinds);
  for (const plugin of shippedPlugins) registry.offer(plugin);
  return registry;
}
