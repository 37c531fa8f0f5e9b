import { rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { memberFolders } from './member-folders.js';
import { ownModules } from './own-modules.js';
import { stampOf, stampTimes, writtenAt } from './stamp-times.js';

/** The folder of the app. */
const APP = 'apps/cli';
/** The bundle of the app, relative to the root of the workspace. */
const BUNDLE = `${APP}/bundle`;
/** Says which libraries are installed, relative to the root. */
const LOCK = 'package-lock.json';
/** Libraries that load files beside their own: a compiled module, the program of a thread, scripts, a part that may be absent. */
const LEFT_OUT = ['@resvg/resvg-js', 'piscina', 'bullmq', 'ioredis', 'pg', 'pg-boss'];
/** RxJS in modules, of which those that nobody uses are left out; for Node.js it offers one in CommonJS, which is loaded whole. */
const RXJS = 'node_modules/rxjs/dist/esm/index.js';
/** Libraries in CommonJS call `require`, which a module of the bundle has to make. */
const REQUIRE = `import { createRequire as makeRequire } from 'node:module';
const require = makeRequire(import.meta.url);`;

/**
 * Bundles the compiled app and the plugins that it ships into few files, which load in a fraction of the time of the
 * modules one by one. Parts that several commands share are files of their own, and each command loads only what it uses.
 *
 * Beside them stands `builds.json`: when the packages inside were compiled and the lockfile was written, as it was before the bundle was
 * made. By these times the app sees that the bundle is out of date.
 *
 * @param plugins the names of the packages that the app ships.
 * @returns the paths of the files it starts from, relative to the root.
 */
export async function bundleApp(root: string, plugins: readonly string[]): Promise<readonly string[]> {
  const bundle = join(root, BUNDLE);
  rmSync(bundle, { recursive: true, force: true });
  const times = stampTimes(root);
  const lock = writtenAt(join(root, LOCK));
  const programs = { main: join(root, APP, 'dist/main.js'), worker: join(root, APP, 'dist/worker.js') };
  const { metafile } = await build({
    absWorkingDir: join(root, APP),
    entryPoints: {
      ...programs,
      ...Object.fromEntries(plugins.map((name) => [entryOf(name), name])),
    },
    outdir: bundle,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    metafile: true,
    logLevel: 'warning',
    banner: { js: REQUIRE },
    external: LEFT_OUT,
    alias: { rxjs: join(root, RXJS) },
    plugins: [ownModules(join(root, APP), programs, entryOf)],
  });
  const inside = memberFolders(root, Object.keys(metafile.inputs), join(root, APP));
  const builds = inside
    .filter((folder) => times.has(folder))
    .map((folder) => [relative(bundle, join(root, stampOf(folder))), times.get(folder)]);
  if (lock !== undefined) builds.push([relative(bundle, join(root, LOCK)), lock]);
  writeFileSync(join(bundle, 'builds.json'), JSON.stringify(Object.fromEntries(builds)));
  return [`${BUNDLE}/main.js`];
}

/** The name of the file of the bundle that has this plugin. */
function entryOf(name: string): string {
  return `plugin-${name.replace(/^@[^/]+\//, '')}`;
}
