import type { BundledPlugin } from './browser-plugins.js';

/** The list of shipped plugins that the command line has. It must be built. */
const LIST = new URL('../../../cli/dist/shipped-plugins.js', import.meta.url).href;

/** The plugins that the command line ships. */
export async function shippedByCommandLine(): Promise<readonly BundledPlugin[]> {
  const { shippedPlugins } = (await import(LIST)) as { readonly shippedPlugins: readonly BundledPlugin[] };
  return shippedPlugins;
}
