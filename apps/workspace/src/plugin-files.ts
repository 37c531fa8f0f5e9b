import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pluginSources } from 'create-pomdp-gym-plugin';
import { formatted } from './formatted.js';
import { kinds } from './kinds.js';
import type { PluginName } from './plugin-name.js';

const VERSION = '0.1.0';

/** A file to write, its path relative to the root of the workspace. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** The files of a new plugin, made of the template of its kind in `create-pomdp-gym-plugin`. */
export async function pluginFiles(root: string, plugin: PluginName): Promise<readonly NewFile[]> {
  const { template, folder } = plugin;
  const sources = pluginSources(template, plugin).map(({ path, text }) => ({
    path: `${folder}/src/${path}`,
    text,
  }));
  const dependencies = imported(sources.filter(({ path }) => !path.endsWith('.test.ts')));
  const forTests = imported(sources).filter((each) => !dependencies.includes(each));
  const files = [
    { path: `${folder}/package.json`, text: manifest(root, plugin, dependencies, forTests) },
    { path: `${folder}/tsconfig.json`, text: configuration([...dependencies, ...forTests]) },
    { path: `${folder}/README.md`, text: readme(plugin) },
    ...sources,
  ];
  return Promise.all(files.map(async ({ path, text }) => ({ path, text: await formatted(text, path) })));
}

/** The packages that these sources import, by name. */
function imported(sources: readonly NewFile[]): string[] {
  const names = sources.flatMap(({ text }) =>
    [...text.matchAll(/from '((?!node:)[^.'][^']*)'/g)].map(([, name]) => name!),
  );
  return [...new Set(names)].sort();
}

function manifest(
  root: string,
  { kind, packageName, name }: PluginName,
  dependencies: readonly string[],
  forTests: readonly string[],
): string {
  const versions = (names: readonly string[]) =>
    Object.fromEntries(names.map((each) => [each, versionOf(root, each)]));
  return JSON.stringify(
    {
      name: packageName,
      version: VERSION,
      description: `The ${kind} ${name}.`,
      license: 'MIT',
      type: 'module',
      exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
      files: ['dist', 'src', '!dist/**/*.test.*', '!src/**/*.test.*', '!dist/*.tsbuildinfo'],
      engines: { node: '>=20.19.0' },
      dependencies: versions(dependencies),
      devDependencies: versions(forTests),
    },
    null,
    2,
  );
}

/** The version of a package that this workspace has installed. */
function versionOf(root: string, name: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return version;
}

function configuration(names: readonly string[]): string {
  const ours = names.filter((name) => name.startsWith('@pomdp-gym/'));
  return JSON.stringify(
    {
      extends: '../../../tsconfig.base.json',
      compilerOptions: { rootDir: 'src', outDir: 'dist' },
      include: ['src'],
      references: ours.map((name) => ({ path: name.replace('@pomdp-gym/', '../../../packages/') })),
    },
    null,
    2,
  );
}

function readme({ kind, packageName, id }: PluginName): string {
  return `# ${packageName}

${kinds[kind].article[0]!.toUpperCase()}${kinds[kind].article.slice(1)}: \`${id}\`. Say here what it does, which options it has, and which paper it follows.

\`\`\`sh
pomdp-gym info ${id}
\`\`\`
`;
}
