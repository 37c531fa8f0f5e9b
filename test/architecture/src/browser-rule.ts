import { isBuiltin } from 'node:module';
import { packageName } from './import-table.js';
import type { Import, Member, SourceFile, Workspace } from './workspace.js';

/** Packages that run in a browser as well, but for their folder `src/node`. */
const rooms =
  /^packages\/(contracts|numerics|models|model-files|bridge|exact|planning|simulator|training|solving|statistics|registry|experiment|figures|report|reproduction)$/;

/** Plugins run in a browser, but for those that are about files, processes or machines. */
const plugins = /^plugins\/(?!environments\/(file|gymnasium)$|executors\/|trackers\/)/;

/** Libraries that run in Node.js only. */
const nodeLibraries = new Set(['piscina', '@resvg/resvg-js', 'import-meta-resolve']);

/** Whether the package in this folder runs in a browser, but for its folder `src/node`. */
export function runsInBrowser(folder: string): boolean {
  return rooms.test(folder) || plugins.test(folder);
}

/** Imports of Node.js in files that run in a browser: one sentence an import. Tests run in Node.js and are left out. */
export function browserViolations({ members }: Workspace): string[] {
  return members
    .filter(({ folder }) => runsInBrowser(folder))
    .flatMap((member) =>
      browserFiles(member).flatMap((source) =>
        source.imports
          .filter((imported) => isOfNode(imported, source, member))
          .map(
            ({ specifier, line }) =>
              `${source.path}:${line} imports ${specifier}, which a browser has not: give it as an argument, or put the file into src/node.`,
          ),
      ),
    );
}

function browserFiles({ folder, sources }: Member): SourceFile[] {
  return sources.filter(({ path, isTest }) => !isTest && !path.startsWith(`${folder}/src/node/`));
}

function isOfNode({ specifier }: Import, { path }: SourceFile, { folder }: Member): boolean {
  if (!specifier.startsWith('.')) {
    return (
      isBuiltin(specifier) ||
      nodeLibraries.has(packageName(specifier)) ||
      specifier === `${packageName(specifier)}/node`
    );
  }
  return new URL(specifier, `file:///${path}`).pathname.startsWith(`/${folder}/src/node/`);
}
