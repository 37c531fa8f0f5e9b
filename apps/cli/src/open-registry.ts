import type { Registry } from '@pomdp-gym/registry';
import { locatePlugin } from '@pomdp-gym/registry/node';
import { OutspokenRegistry } from './outspoken-registry.js';
import { loadAside } from './load-aside.js';
import { shippedPlugins } from './shipped-plugins.js';

/** The registry with every shipped plugin, and those that the person names, looked up from a folder. */
export async function openRegistry(plugins: readonly string[], from: string): Promise<Registry> {
  const registry = new OutspokenRegistry();
  for (const plugin of shippedPlugins) registry.offer(plugin);
  for (const name of distinctPlugins(plugins, from)) await loadAside(registry, name, from);
  return registry;
}

/** Plugins without those that another name stands for already: `./lamps` and its absolute path are one. */
export function distinctPlugins(plugins: readonly string[], from: string): readonly string[] {
  const addresses = plugins.map((name) => locatePlugin(name, from));
  return plugins.filter((_, i) => addresses.indexOf(addresses[i]!) === i);
}
