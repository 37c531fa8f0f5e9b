import type { Import, Member, SourceFile, Workspace } from './workspace.js';

/** What the packages of a folder may import of ours, and what their tests may besides. */
interface Row {
  readonly folder: RegExp;
  readonly may: readonly string[];
  readonly testsAlso?: readonly string[];
}

const floor = ['contracts', 'numerics', 'models'];
const everyPackage = [
  ...floor,
  'model-files',
  'bridge',
  'exact',
  'statistics',
  'figures',
  'report',
  'reproduction',
  'planning',
  'simulator',
  'training',
  'solving',
  'registry',
  'experiment',
  'conformance',
  'create-pomdp-gym-plugin',
];

/** The import table of ARCHITECTURE.md. A package may always import itself; nothing may import `test`. */
const table: readonly Row[] = [
  { folder: /^packages\/contracts$/, may: [] },
  { folder: /^packages\/numerics$/, may: ['contracts'] },
  { folder: /^packages\/models$/, may: ['contracts', 'numerics'] },
  { folder: /^packages\/(model-files|exact|statistics|planning)$/, may: floor },
  { folder: /^packages\/(simulator|test-problems)$/, may: floor },
  { folder: /^packages\/bridge$/, may: ['contracts', 'numerics'], testsAlso: ['models'] },
  { folder: /^packages\/training$/, may: ['contracts', 'numerics', 'simulator'], testsAlso: ['models'] },
  { folder: /^packages\/solving$/, may: ['contracts', 'models', 'exact', 'planning'] },
  { folder: /^packages\/(registry|figures)$/, may: ['contracts'] },
  { folder: /^packages\/conformance$/, may: [...floor, 'model-files', 'exact', 'simulator'] },
  { folder: /^packages\/planted-bugs$/, may: [...floor, 'conformance'] },
  {
    folder: /^packages\/create-pomdp-gym-plugin$/,
    may: ['contracts'],
    testsAlso: ['numerics', 'models', 'planning', 'conformance', 'reproduction'],
  },
  {
    folder: /^packages\/experiment$/,
    may: [...floor, 'exact', 'planning', 'simulator', 'statistics', 'training', 'solving', 'registry'],
  },
  {
    folder: /^packages\/report$/,
    may: [
      'contracts',
      'numerics',
      'exact',
      'planning',
      'statistics',
      'training',
      'solving',
      'registry',
      'experiment',
      'figures',
    ],
  },
  {
    folder: /^packages\/reproduction$/,
    may: ['contracts', 'statistics', 'registry', 'experiment', 'figures', 'report'],
  },
  {
    folder: /^plugins\/experiments\//,
    may: [
      ...floor,
      'exact',
      'planning',
      'statistics',
      'training',
      'registry',
      'experiment',
      'figures',
      'report',
      'reproduction',
    ],
    testsAlso: ['conformance'],
  },
  { folder: /^plugins\/solvers\//, may: [...floor, 'planning'], testsAlso: ['conformance', 'model-files'] },
  { folder: /^plugins\/executors\//, may: [...floor, 'experiment'], testsAlso: ['conformance', 'registry'] },
  { folder: /^plugins\/estimators\/exact$/, may: [...floor, 'exact'], testsAlso: ['conformance'] },
  { folder: /^plugins\/environments\/file$/, may: [...floor, 'model-files'], testsAlso: ['conformance'] },
  { folder: /^plugins\/environments\/gymnasium$/, may: [...floor, 'bridge'], testsAlso: ['conformance'] },
  { folder: /^plugins\//, may: floor, testsAlso: ['conformance', 'model-files'] },
  { folder: /^apps\//, may: everyPackage },
  { folder: /^test\//, may: everyPackage },
];

/** Imports that go against the arrows, reach into another package's files, or cross folders by a relative path. */
export function importTableViolations(workspace: Workspace): string[] {
  const folders = new Map(workspace.members.map(({ folder, manifest }) => [manifest.name, folder]));
  return workspace.members.flatMap((member) =>
    member.sources.flatMap((source) =>
      source.imports.flatMap((imported) => violation(member, source, imported, folders) ?? []),
    ),
  );
}

function violation(
  member: Member,
  source: SourceFile,
  { specifier, line }: Import,
  folders: ReadonlyMap<string, string>,
): string | undefined {
  const at = `${source.path}:${line}`;
  if (specifier.startsWith('.')) {
    const stays = staysInside(member.folder, source.path, specifier);
    return stays ? undefined : `${at} leaves its package by the path ${specifier}.`;
  }
  const name = packageName(specifier);
  const folder = folders.get(name);
  if (folder === undefined || folder === member.folder) return undefined;
  if (specifier !== name && specifier !== `${name}/node`) {
    return `${at} reaches into the files of ${name} (${specifier}).`;
  }
  return mayImport(member.folder, folder, source.isTest)
    ? undefined
    : `${at} imports ${folder}, which ${member.folder} may not.`;
}

/** What `test-problems` rests on cannot be tested with it. */
const floorFolders = /^packages\/(contracts|numerics|models)$/;

/** Whether a file of `from` may import the package at `to`. */
function mayImport(from: string, to: string, isTest: boolean): boolean {
  const [shelf, name = ''] = to.split('/');
  if (shelf === 'plugins') return /^(apps|test)\//.test(from);
  if (to === 'packages/test-problems') return isTest && !floorFolders.test(from);
  if (shelf !== 'packages') return shelf === 'apps' && from.startsWith('test/');
  const row = table.find(({ folder }) => folder.test(from));
  return row !== undefined && (row.may.includes(name) || (isTest && row.testsAlso?.includes(name) === true));
}

function staysInside(folder: string, path: string, specifier: string): boolean {
  const resolved = new URL(specifier, `file:///${path}`).pathname;
  return resolved.startsWith(`/${folder}/`);
}

/** `@scope/name/file` → `@scope/name`, `name/file` → `name`. */
export function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Files of an app that import plugins, beyond the one that lists them. */
export function pluginListViolations({ members }: Workspace): string[] {
  const plugins = new Set(
    members.filter(({ folder }) => folder.startsWith('plugins/')).map(({ manifest }) => manifest.name),
  );
  return members
    .filter(({ folder }) => folder.startsWith('apps/'))
    .flatMap(({ folder, sources }) => {
      const lists = sources.filter(
        ({ isTest, imports }) => !isTest && imports.some(({ specifier }) => plugins.has(specifier)),
      );
      return lists.length > 1
        ? [`${folder} names plugins in ${lists.map(({ path }) => path).join(' and ')}; one file lists them.`]
        : [];
    });
}
