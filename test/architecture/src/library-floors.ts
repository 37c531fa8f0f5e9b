import { packageName } from './import-table.js';
import type { Workspace } from './workspace.js';

/** Where a library may be imported: one library, one floor. */
const floors: Readonly<Record<string, RegExp>> = {
  inversify:
    /^(packages\/registry\/|test\/|plugins\/[^/]+\/[^/]+\/src\/index\.ts$|apps\/cli\/src\/authors\/index\.ts$)/,
  rxjs: /^(packages\/(simulator|training|experiment|reproduction|conformance)|apps|test)\//,
  immer: /^packages\/experiment\//,
  // An app's entry: what is started, and the tests that start parts of it.
  'reflect-metadata':
    /^(packages\/registry\/|apps\/[^/]+\/src\/((\w+\/)?main|worker|mutants|.*\.test)\.ts$|test\/)/,
};

/** Imports of a library outside its floor. */
export function libraryViolations({ members }: Workspace): string[] {
  return members
    .flatMap(({ sources }) => sources)
    .flatMap(({ path, imports }) =>
      imports.flatMap(({ specifier, line }) => {
        const name = packageName(specifier);
        const floor = floors[name];
        return floor && !floor.test(path) ? [`${path}:${line} imports ${name} outside its floor.`] : [];
      }),
    );
}
