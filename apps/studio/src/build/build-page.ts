import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { type BundledPlugin, browserPlugins } from './browser-plugins.js';

/** The folder of this package. */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Modules of packages, of which the page takes a few functions: what it does not use need not be loaded before it is drawn. */
const OURS = /\/packages\/[^/]+\/dist\//;

/** Builds the page into one file, `index.html`, in a folder. It needs nothing besides: its worker is inside. */
export async function buildPage(plugins: readonly BundledPlugin[], folder: string): Promise<void> {
  const bundled = () => browserPlugins(plugins);
  const { NODE_ENV } = process.env;
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    plugins: [bundled(), viteSingleFile()],
    worker: { format: 'iife', plugins: () => [bundled()] },
    build: {
      ...{ outDir: folder, emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 5000 },
      rolldownOptions: { treeshake: { moduleSideEffects: (id) => !OURS.test(id) } },
    },
  });
  stampBuild(join(folder, 'index.html'));
  // Vite sets it for the whole process.
  if (NODE_ENV === undefined) delete process.env['NODE_ENV'];
}

/** Writes the digest of a page into it: the page keeps runs, and shows none that other code has computed. */
function stampBuild(path: string): void {
  const page = readFileSync(path, 'utf8');
  const digest = createHash('sha256').update(page).digest('hex').slice(0, 16);
  writeFileSync(path, page.replace('<head>', `<head><meta name="build" content="${digest}">`));
}
