import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { kindNames } from '@pomdp-gym/contracts';
import { type Contribution, Registry } from '@pomdp-gym/registry';
import { formatted } from './formatted.js';
import { kinds } from './kinds.js';

/** The file of the app that names the plugins it ships, relative to the root of the workspace. */
export const SHIPPED = 'apps/cli/src/shipped-plugins.ts';

const APP_MANIFEST = 'apps/cli/package.json';

/** A package that the app ships, and what it contributes. */
export interface ShippedPlugin {
  readonly source: string;
  readonly contributes: readonly Contribution[];
}

/** The plugins among the dependencies of the app, each loaded for what it contributes. They must be built. */
export async function shippedPlugins(root: string): Promise<readonly ShippedPlugin[]> {
  return Promise.all(pluginsOfApp(root).map(({ source, plugin }) => contributionsOf(source, plugin)));
}

/** What each plugin among the dependencies of the app exports by default, by the name of its package. They must be built. */
export function pluginsOfApp(root: string): readonly { readonly source: string; readonly plugin: unknown }[] {
  const require: (name: string) => unknown = createRequire(join(root, APP_MANIFEST));
  return pluginNames(root).map((source) => ({ source, plugin: pluginOf(require(source)) }));
}

/** The names of the plugins among the dependencies of the app, in order. */
export function pluginNames(root: string): readonly string[] {
  const { dependencies } = JSON.parse(readFileSync(join(root, APP_MANIFEST), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return Object.keys(dependencies)
    .filter((name) => isPluginName(name))
    .sort();
}

/** Plugins are named after their kind, as `@pomdp-gym/policy-softmax` is; packages with experiments have the plural. */
function isPluginName(name: string): boolean {
  return kindNames(kinds).some((kind) =>
    [kind, kinds[kind].plural].some((word) => name.startsWith(`@pomdp-gym/${word}-`)),
  );
}

/** What a module exports by default. */
function pluginOf(exported: unknown): unknown {
  return typeof exported === 'object' && exported && 'default' in exported ? exported.default : undefined;
}

async function contributionsOf(source: string, plugin: unknown): Promise<ShippedPlugin> {
  const registry = new Registry(kinds);
  const entries = await registry.load(plugin, source);
  return {
    source,
    contributes: entries.map(({ kind, spec: { id, summary } }) => ({ kind, id, summary })),
  };
}

const HEAD = `// The plugins that the app ships, and the only place that names them. Written by \`npm run ship-plugins\`.
import { createRequire } from 'node:module';
import type { PluginOffer } from '@pomdp-gym/registry';

const require: (name: string) => unknown = createRequire(import.meta.url);

/** What a module exports by default. */
function pluginOf(exported: unknown): unknown {
  return typeof exported === 'object' && exported && 'default' in exported ? exported.default : undefined;
}

/** What each plugin contributes, known without loading it. */
export const shippedPlugins: readonly PluginOffer[] = [
`;

/** The text of the file that names these plugins. */
export function shippedPluginsText(plugins: readonly ShippedPlugin[]): Promise<string> {
  const rows = plugins.map(
    ({ source, contributes }) => `{
      source: '${source}',
      contributes: [${contributes.map((each) => JSON.stringify(each)).join(', ')}],
      load: () => pluginOf(require('${source}')),
    },`,
  );
  return formatted(`${HEAD}${rows.join('\n')}\n];\n`, SHIPPED);
}
