import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vitepress';
import { EXAMPLE_PICTURES, withExamplePictures } from './example-pictures.js';
import { htmlPages } from './html-pages.js';
import { withRelativeAddresses } from './relative-addresses.js';
import { repository } from './repository.js';
import { registryOf, shippedPlugins } from './shipped-plugins.js';
import type { TitledPage } from './site-navigation.js';
import { packageFolders, packageName, studioFile } from './site-paths.js';
import { vitepressConfig } from './vitepress-config.js';
import { write, writePages } from './write-pages.js';

/** The theme of vitepress with a few rules of our own. */
const THEME = "import theme from 'vitepress/theme';\nimport './pages.css';\n\nexport default theme;\n";

/**
 * Long names are broken rather than cut; narrow pages show the picture that is drawn for them. Code stands on white, where its
 * colours have the contrast that WCAG asks for; the name of its language is as dark as other small text.
 */
const STYLE = `
.vp-doc :is(p, li, blockquote, h1, h2, h3, h4, h5, h6) { overflow-wrap: anywhere; }
:root:not(.dark) { --vp-code-block-bg: #fff; }
.vp-doc div[class*='language-'] { border: 1px solid var(--vp-c-divider); }
.vp-doc [class*='language-'] > span.lang { color: var(--vp-c-text-2); }
.DocSearch-Button-Keys { display: none !important; }
.vp-doc pre:not(.shiki) { white-space: pre-wrap; overflow-wrap: anywhere; }
.vp-doc img.narrow { display: none; }
@media (max-width: 640px) {
  .vp-doc img.narrow { display: block; }
  .vp-doc img.wide { display: none; }
}
`;

/** What is built, and where. */
export interface SiteSettings {
  /** The folder that the site is written to. */
  readonly out: string;
  /** Whether the reference from doc comments is written too, which takes a third of the time. */
  readonly reference: boolean;
  /** The most steps of a run of a study, whatever the study says: Infinity for the site that is published. */
  readonly stepsARun: number;
}

/** Builds the site: pages from the repository, the registry and small studies; then HTML. */
export async function buildSite({ out, reference, stepsARun }: SiteSettings): Promise<void> {
  const root = join(repository, 'apps/site/dist/pages');
  rmSync(root, { recursive: true, force: true });
  const plugins = shippedPlugins();
  const registry = await registryOf(plugins);
  // The reference, the studio and the pictures of its examples are written by processes of their own while the studies run here.
  const [others, ofReference] = await Promise.all([
    writePages(root, { plugins, registry, stepsARun }),
    referencePages(root, reference),
    runStudioProgram('build/main.js', join(root, 'public', dirname(studioFile.inSite))),
    runStudioProgram('gallery/main.js', join(root, 'public', EXAMPLE_PICTURES)),
  ]);
  showExamplePictures(root);
  const pages = [...others, ...ofReference];
  const config = vitepressConfig(plugins, pages, resolve(out));
  write(join(root, '.vitepress/config.mjs'), `export default ${JSON.stringify(config)};\n`);
  write(join(root, '.vitepress/theme/index.js'), THEME);
  write(join(root, '.vitepress/theme/pages.css'), STYLE);
  await build(root);
  makeAddressesRelative(resolve(out));
}

async function referencePages(root: string, wanted: boolean): Promise<TitledPage[]> {
  if (!wanted) return [];
  const folders = packageFolders();
  const program = fileURLToPath(new URL('write-code-reference.js', import.meta.url));
  await promisify(execFile)(process.execPath, [program, join(root, 'reference'), ...folders]);
  return folders.map((folder) => ({
    page: folder.replace('packages/', 'reference/'),
    title: packageName(folder),
  }));
}

/** Runs a program of the studio that writes into a folder: its page, or the pictures of its examples. */
async function runStudioProgram(name: string, folder: string): Promise<void> {
  const program = join(repository, 'apps/studio/dist', name);
  await promisify(execFile)(process.execPath, [program, '--out', folder]);
}

/** Puts the pictures of the guided examples into their page. */
function showExamplePictures(root: string): void {
  const page = join(root, 'gallery.md');
  const pictureOf = (id: string) => readFileSync(join(root, 'public', EXAMPLE_PICTURES, `${id}.svg`), 'utf8');
  write(page, withExamplePictures(readFileSync(page, 'utf8'), pictureOf));
}

function makeAddressesRelative(folder: string): void {
  for (const page of htmlPages(folder)) {
    const path = join(folder, page);
    writeFileSync(path, withRelativeAddresses(readFileSync(path, 'utf8'), page));
  }
}
