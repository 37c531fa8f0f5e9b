import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { OnResolveArgs, Plugin, PluginBuild } from 'esbuild';
import { directImports } from './direct-imports.js';

/** Absolute paths of modules by names of files. */
export type Entries = Readonly<Record<string, string>>;

/** The place of a module in a bundle is another one than its own: what it finds beside itself is looked up from here. */
const PLACE = 'import.meta.url';
/** Specifiers of the workspace's own packages. */
const PACKAGES = /^@pomdp-gym\//;
/** Of an object with all of zod everything is kept, messages in fifty languages too; of a namespace what is used. */
const ZOD = ["import { z } from 'zod';", "import * as z from 'zod';"] as const;
/** Paths of the workspace's own compiled modules. */
const MODULES = /[\\/](packages|plugins|apps)[\\/].*[\\/]dist[\\/].*\.js$/;

/**
 * How the bundle takes in the workspace's own modules. None of them does anything when it is loaded but define what it exports, so that
 * those whose exports nobody uses are left out, and a name is imported from the module that defines it. A module that looks for files
 * beside itself keeps looking in its own package.
 *
 * @param app the folder of the app.
 * @param entries the modules that have files of their own in the bundle, by the names of these: an address of one is that of its file.
 * @param entryOf the name of the file of the bundle that has a plugin.
 */
export function ownModules(app: string, entries: Entries, entryOf: (plugin: string) => string): Plugin {
  return {
    name: 'own-modules',
    setup(build) {
      build.onResolve({ filter: /^@pomdp-gym\/|^\.|^\/|^[a-zA-Z]:/ }, (args) =>
        PACKAGES.test(args.path) || MODULES.test(args.importer) ? withoutEffects(args, build) : undefined,
      );
      build.onLoad({ filter: MODULES }, async ({ path }) => {
        const text = readFileSync(path, 'utf8').replace(...ZOD);
        if (path.endsWith('shipped-plugins.js')) return { contents: pluginsOfBundle(text, entryOf) };
        const placed = text.includes(PLACE) ? inItsPlace(text, path, app, entries) : text;
        const resolve = (specifier: string, from: string) => pathOf(specifier, from, build);
        return { contents: await directImports(placed, path, PACKAGES, resolve) };
      });
    },
  };
}

/** Stands for the place of a file of the bundle, while that of modules is looked up. */
const HERE = 'PLACE_IN_BUNDLE';

/** A module whose places are those of its package and of entries, wherever it stands in the bundle. */
function inItsPlace(text: string, path: string, app: string, entries: Entries): string {
  return placed(text, path, entries).replaceAll(PLACE, placeOf(path, app)).replaceAll(HERE, PLACE);
}

/** A module in which addresses of entries are those of their files, which stand beside the file that the module is in. */
function placed(text: string, path: string, entries: Entries): string {
  return text.replace(/new URL\('(\.[^']*)', import\.meta\.url\)/g, (address, file: string) => {
    const entry = Object.keys(entries).find((name) => entries[name] === join(dirname(path), file));
    return entry === undefined ? address : `new URL('./${entry}.js', ${HERE})`;
  });
}

/** The path of the module that a specifier names. */
async function pathOf(specifier: string, from: string, build: PluginBuild): Promise<string> {
  const { path } = await build.resolve(specifier, {
    kind: 'import-statement',
    resolveDir: dirname(from),
    pluginData: RESOLVED,
  });
  return path;
}

async function withoutEffects({ path, pluginData, kind, resolveDir }: OnResolveArgs, build: PluginBuild) {
  if (pluginData === RESOLVED) return undefined;
  const {
    errors,
    warnings,
    path: file,
  } = await build.resolve(path, { kind, resolveDir, pluginData: RESOLVED });
  return { path: file, errors, warnings, sideEffects: false };
}

const RESOLVED = Symbol('resolved');

/** The list of plugins, which are loaded from the bundle. */
function pluginsOfBundle(text: string, entryOf: (plugin: string) => string): string {
  return text.replaceAll(
    /require\('(@pomdp-gym\/[\w-]+)'\)/g,
    (_, name: string) => `require('./${entryOf(name)}.js')`,
  );
}

/** An expression for the address of a module in its own package, from wherever it stands in the bundle. */
function placeOf(path: string, app: string): string {
  const [, folder = '', inside = ''] = /^(.*)[\\/]dist[\\/](.*)$/.exec(path) ?? [];
  const within = inside.replaceAll('\\', '/');
  if (relative(app, folder) === '') return `new URL('../dist/${within}', import.meta.url).href`;
  const { name } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { readonly name: string };
  return `new URL('./${within}', import.meta.resolve('${name}')).href`;
}
