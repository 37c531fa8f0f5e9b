import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { build } from 'vitepress';
import { writeCodeReference } from './code-reference.js';
import { withRelativeAddresses } from './relative-addresses.js';
import { repository } from './repository.js';
import { registryOf, shippedPlugins } from './shipped-plugins.js';
import type { TitledPage } from './site-navigation.js';
import { packageFolders } from './site-paths.js';
import { vitepressConfig } from './vitepress-config.js';
import { write, writePages } from './write-pages.js';

/** What is built, and where. */
export interface SiteSettings {
  /** The folder that the site is written to. */
  readonly out: string;
  /** Whether the reference from doc comments is written too, which takes a third of the time. */
  readonly reference: boolean;
}

/** Builds the site: pages from the repository, the registry and small studies; then HTML. */
export async function buildSite({ out, reference }: SiteSettings): Promise<void> {
  const root = join(repository, 'apps/site/dist/pages');
  rmSync(root, { recursive: true, force: true });
  const plugins = shippedPlugins();
  const registry = await registryOf(plugins);
  const pages = [...(await writePages(root, { plugins, registry })), ...(await referencePages(root, reference))];
  const config = vitepressConfig(plugins, pages, resolve(out));
  write(join(root, '.vitepress/config.mjs'), `export default ${JSON.stringify(config)};\n`);
  await build(root);
  makeAddressesRelative(resolve(out));
}

async function referencePages(root: string, wanted: boolean): Promise<TitledPage[]> {
  if (!wanted) return [];
  const folders = packageFolders().filter((folder) => folder !== 'packages/test-problems');
  await writeCodeReference(folders, join(root, 'reference'));
  return folders.map((folder) => {
    const name = folder.slice('packages/'.length);
    return { page: `reference/${name}`, title: `@pomdp-gym/${name}` };
  });
}

/** The pages of a site, relative to its folder. */
export function htmlPages(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html'))
    .map((name) => name.split(sep).join('/'))
    .sort();
}

function makeAddressesRelative(folder: string): void {
  for (const page of htmlPages(folder)) {
    const path = join(folder, page);
    writeFileSync(path, withRelativeAddresses(readFileSync(path, 'utf8'), page));
  }
}
