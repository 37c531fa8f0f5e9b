import { createRequire } from 'node:module';
import { Registry } from '@pomdp-gym/registry';
import { shippedByCommandLine } from './build/shipped-by-command-line.js';
import { kinds } from './kinds.js';

const require: (name: string) => unknown = createRequire(import.meta.url);

/** What a module exports by default. */
function pluginOf(exported: unknown): unknown {
  return typeof exported === 'object' && exported && 'default' in exported ? exported.default : undefined;
}

/** A registry with the plugins that the command line ships. */
export async function shippedRegistry(): Promise<Registry> {
  const registry = new Registry(kinds);
  for (const plugin of await shippedByCommandLine())
    registry.offer({ ...plugin, load: () => pluginOf(require(plugin.source)) });
  return registry;
}
