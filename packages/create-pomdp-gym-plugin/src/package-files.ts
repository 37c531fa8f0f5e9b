import { readFileSync } from 'node:fs';
import { InputError } from '@pomdp-gym/contracts';
import { type LicenseName, licenses } from './licenses.js';
import { type PluginNames, pluginNames } from './plugin-names.js';
import { pluginReadme } from './plugin-readme.js';
import { pluginSources, type SourceText, type TemplateName, templates, trialOf } from './templates.js';

/** What a new package is made of. */
export interface NewPackage {
  readonly name: string;
  readonly template: TemplateName;
  readonly license: LicenseName;
  readonly author?: string | undefined;
}

/** Versions of what a new package is built and tested with: those of this workspace. */
export const toolVersions = {
  '@types/mocha': '10.0.10',
  '@types/node': '20.19.43',
  mocha: '12.0.3',
  typescript: '6.0.3',
} as const;

/** The files of a package of its own, which depends on pomdp-gym alone. */
export function packageFiles(wanted: NewPackage): readonly SourceText[] {
  const names = pluginNames(templates[wanted.template].kind, wanted.name);
  refuseOwnDependency(wanted.name);
  const license = licenseText(wanted);
  return [
    { path: 'package.json', text: json(manifest(wanted, names)) },
    { path: 'tsconfig.json', text: json(configuration) },
    { path: 'README.md', text: pluginReadme(wanted.template, names) },
    { path: '.gitignore', text: 'dist/\nnode_modules/\nresults/\n' },
    ...(license === undefined ? [] : [{ path: 'LICENSE', text: license }]),
    ...pluginSources(wanted.template, names).map(({ path, text }) => ({
      path: `src/${path}`,
      text: dependingOnOnePackage(text),
    })),
  ];
}

/** npm installs no package as a dependency of itself. */
function refuseOwnDependency(name: string): void {
  if (name !== 'pomdp-gym' && !Object.hasOwn(toolVersions, name)) return;
  throw new InputError(`The new package depends on ${name}, so it needs another name, such as my-${name}.`);
}

/** Within this workspace plugins import the packages; outside, `pomdp-gym` hands them on. */
function dependingOnOnePackage(text: string): string {
  return text
    .replaceAll("'@pomdp-gym/", "'pomdp-gym/")
    .replaceAll(/from '(inversify|zod)'/g, "from 'pomdp-gym'");
}

function licenseText({ license, author, name }: NewPackage): string | undefined {
  const chosen = licenses[license];
  return 'text' in chosen ? chosen.text(author ?? `the authors of ${name}`) : undefined;
}

function manifest({ name, template, license, author }: NewPackage, names: PluginNames): object {
  return {
    name,
    version: '0.1.0',
    description: `A plugin of pomdp-gym: the ${templates[template].kind} ${names.id}.`,
    keywords: ['pomdp-gym-plugin'],
    license: licenses[license].spdx,
    ...(author !== undefined && { author }),
    type: 'module',
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
    files: ['dist', 'src', '!dist/**/*.test.*', '!src/**/*.test.*'],
    engines: { node: '>=20.19.0' },
    scripts: {
      build: 'tsc',
      prepack: 'tsc',
      pretest: 'tsc',
      test: 'mocha',
      check: 'pomdp-gym check .',
      trial: `pomdp-gym ${trialOf(template, names)}`,
    },
    mocha: { spec: 'dist/**/*.test.js', 'enable-source-maps': true },
    'pomdp-gym': { plugins: ['.'] },
    dependencies: { 'pomdp-gym': `^${ownVersion()}` },
    devDependencies: toolVersions,
  };
}

const configuration = {
  compilerOptions: {
    target: 'es2023',
    lib: ['es2023'],
    module: 'nodenext',
    types: ['mocha', 'node'],
    rootDir: 'src',
    outDir: 'dist',
    declaration: true,
    declarationMap: true,
    sourceMap: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    skipLibCheck: true,
  },
  include: ['src'],
};

/** All packages of this workspace are published together, with one version. */
function ownVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
