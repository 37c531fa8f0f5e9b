import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { rules } from './violations.js';
import { readWorkspace } from './workspace.js';

/** Text by path: a workspace small enough to see at a glance. */
type Tree = Readonly<Record<string, string>>;

function member(
  folder: string,
  name: string,
  dependencies: readonly string[] = [],
  references: readonly string[] = [],
): Tree {
  return {
    [`${folder}/package.json`]: JSON.stringify({
      name,
      dependencies: Object.fromEntries(dependencies.map((dependency) => [dependency, '0.1.0'])),
    }),
    [`${folder}/tsconfig.json`]: JSON.stringify({ references: references.map((path) => ({ path })) }),
    [`${folder}/README.md`]: `# ${name}`,
  };
}

const decision = '## Context\n## Decision\n## Consequence\n## Status\n';

/** The packages of a workspace that keeps every rule. */
const packages: Tree = {
  'package.json': JSON.stringify({ name: 'root', devDependencies: { chai: '6.3.0' } }),
  'docs/decisions/0001-one.md': decision,
  'docs/decisions/0002-two.md': decision,
  ...member('packages/contracts', '@pomdp-gym/contracts'),
  'packages/contracts/src/index.ts': 'export type Noun = 1;',
  ...member('packages/numerics', '@pomdp-gym/numerics', ['@pomdp-gym/contracts'], ['../contracts']),
  'packages/numerics/src/index.ts': `import type { Noun } from '@pomdp-gym/contracts'; export const one: Noun = 1;`,
  'packages/numerics/src/index.test.ts': `import { expect } from 'chai'; import { one } from './index.js';`,
  ...member(
    'plugins/solvers/a',
    '@pomdp-gym/solver-a',
    ['@pomdp-gym/contracts', '@pomdp-gym/conformance', 'inversify'],
    ['../../../packages/contracts', '../../../packages/conformance'],
  ),
  ...member('packages/conformance', '@pomdp-gym/conformance'),
  'packages/conformance/src/index.ts': 'export {};',
  'plugins/solvers/a/src/a.test.ts': `import '@pomdp-gym/conformance';`,
  'plugins/solvers/a/src/index.ts': `import 'inversify'; import type { Noun } from '@pomdp-gym/contracts';`,
  ...member(
    'plugins/solvers/b',
    '@pomdp-gym/solver-b',
    ['@pomdp-gym/contracts'],
    ['../../../packages/contracts'],
  ),
  'plugins/solvers/b/src/index.ts': 'export {};',
  ...member(
    'apps/cli',
    'pomdp-gym',
    ['@pomdp-gym/solver-a', '@pomdp-gym/solver-b', 'rxjs'],
    ['../../plugins/solvers/a', '../../plugins/solvers/b'],
  ),
  'apps/cli/src/plugins.ts': `import '@pomdp-gym/solver-a'; import '@pomdp-gym/solver-b'; import { of } from 'rxjs';`,
  ...member('test/integration', '@pomdp-gym/test-integration', ['pomdp-gym'], ['../../apps/cli']),
  'test/integration/src/a.test.ts': `import 'node:fs'; import 'pomdp-gym';`,
};

/** The lists that such a workspace keeps of these packages. */
function lists(tree: Tree): {
  readonly configuration: { readonly references: readonly { readonly path: string }[] };
  readonly lockfile: { readonly packages: object };
} {
  const manifests = Object.entries(tree)
    .filter(([path]) => /\/package\.json$/.test(path))
    .map(([path, text]) => ({
      folder: dirname(path),
      ...(JSON.parse(text) as { name: string; dependencies: object }),
    }));
  const locked = manifests.flatMap(({ folder, name, dependencies }) => [
    [folder, { name, dependencies }],
    [`node_modules/${name}`, { resolved: folder, link: true }],
  ]);
  return {
    configuration: { references: manifests.map(({ folder }) => ({ path: folder })) },
    lockfile: { packages: { 'node_modules/chai': { version: '6.3.0' }, ...Object.fromEntries(locked) } },
  };
}

const { configuration, lockfile } = lists(packages);

/** A workspace that keeps every rule. */
const sound: Tree = {
  ...packages,
  'tsconfig.json': JSON.stringify(configuration),
  'package-lock.json': JSON.stringify(lockfile),
};

/** What is planted, the rule it breaks, and the sentence that says so. */
const planted: readonly (readonly [plant: Tree, rule: string, sentence: string])[] = [
  [
    { 'packages/contracts/src/bad.ts': `import { one } from '@pomdp-gym/numerics';` },
    'imports follow',
    'packages/contracts/src/bad.ts:1 imports packages/numerics, which packages/contracts may not.',
  ],
  [
    { 'packages/numerics/src/bad.test.ts': `\nimport type { A } from '@pomdp-gym/solver-a';` },
    'imports follow',
    'packages/numerics/src/bad.test.ts:2 imports plugins/solvers/a, which packages/numerics may not.',
  ],
  [
    { 'plugins/solvers/b/src/bad.ts': `export * from '@pomdp-gym/solver-a';` },
    'imports follow',
    'plugins/solvers/b/src/bad.ts:1 imports plugins/solvers/a, which plugins/solvers/b may not.',
  ],
  [
    { 'apps/cli/src/bad.ts': `const late = await import('@pomdp-gym/test-integration');` },
    'imports follow',
    'apps/cli/src/bad.ts:1 imports test/integration, which apps/cli may not.',
  ],
  [
    { 'packages/numerics/src/bad.ts': `import { Noun } from '@pomdp-gym/contracts/dist/noun.js';` },
    'imports follow',
    'packages/numerics/src/bad.ts:1 reaches into the files of @pomdp-gym/contracts (@pomdp-gym/contracts/dist/noun.js).',
  ],
  [
    {
      ...member('packages/test-problems', '@pomdp-gym/test-problems'),
      'plugins/solvers/b/src/good.test.ts': `import '@pomdp-gym/test-problems';`,
      'plugins/solvers/b/src/bad.ts': `import '@pomdp-gym/test-problems';`,
    },
    'imports follow',
    'plugins/solvers/b/src/bad.ts:1 imports packages/test-problems, which plugins/solvers/b may not.',
  ],
  [
    {
      'packages/numerics/src/bad.ts': `import 'node:fs';`,
      'packages/numerics/src/node/good.ts': `import 'node:fs';`,
      'packages/numerics/src/good.test.ts': `import 'node:fs';`,
    },
    'packages and plugins that run in a browser',
    'packages/numerics/src/bad.ts:1 imports node:fs, which a browser has not: give it as an argument, or put the file into src/node.',
  ],
  [
    { 'packages/numerics/src/bad.ts': `export { read } from './node/read.js';` },
    'packages and plugins that run in a browser',
    'packages/numerics/src/bad.ts:1 imports ./node/read.js, which a browser has not: give it as an argument, or put the file into src/node.',
  ],
  [
    { 'plugins/solvers/b/src/bad.ts': `import type { Noun } from '@pomdp-gym/contracts/node';` },
    'packages and plugins that run in a browser',
    'plugins/solvers/b/src/bad.ts:1 imports @pomdp-gym/contracts/node, which a browser has not: give it as an argument, or put the file into src/node.',
  ],
  [
    { 'packages/numerics/src/bad.ts': `import { Noun } from '../../contracts/src/index.js';` },
    'imports follow',
    'packages/numerics/src/bad.ts:1 leaves its package by the path ../../contracts/src/index.js.',
  ],
  [
    {
      'packages/numerics/src/a.ts': `import type { B } from './folder/b.js';`,
      'packages/numerics/src/folder/b.ts': `export * from '../c.js';`,
      'packages/numerics/src/c.ts': `const late = await import('./a.js'); import './d.js';`,
      'packages/numerics/src/d.ts': `export {};`,
    },
    'the files of a package',
    'These files import one another in a circle: packages/numerics/src/a.ts, packages/numerics/src/c.ts, ' +
      'packages/numerics/src/folder/b.ts.',
  ],
  [
    { 'apps/cli/src/second.ts': `import '@pomdp-gym/solver-a';` },
    'an app names its plugins',
    'apps/cli names plugins in apps/cli/src/plugins.ts and apps/cli/src/second.ts; one file lists them.',
  ],
  [
    { 'plugins/solvers/a/src/solver.ts': `import { injectable } from 'inversify';` },
    'one library',
    'plugins/solvers/a/src/solver.ts:1 imports inversify outside its floor.',
  ],
  [
    { 'packages/numerics/src/bad.ts': `import { of } from 'rxjs/operators';` },
    'one library',
    'packages/numerics/src/bad.ts:1 imports rxjs outside its floor.',
  ],
  [
    { 'apps/cli/src/bad.ts': `import { produce } from 'immer';` },
    'one library',
    'apps/cli/src/bad.ts:1 imports immer outside its floor.',
  ],
  [
    { 'packages/numerics/src/bad.ts': `import 'reflect-metadata';` },
    'one library',
    'packages/numerics/src/bad.ts:1 imports reflect-metadata outside its floor.',
  ],
  [
    { 'packages/numerics/src/bad.ts': `import { expect } from 'chai';` },
    'what is imported',
    'packages/numerics/src/bad.ts:1 imports chai, which @pomdp-gym/numerics does not declare.',
  ],
  [
    { 'packages/contracts/src/bad.test.ts': `import { one } from '@pomdp-gym/numerics';` },
    'what is imported',
    'packages/contracts/src/bad.test.ts:1 imports @pomdp-gym/numerics, which @pomdp-gym/contracts does not declare.',
  ],
  [
    member('packages/numerics', '@pomdp-gym/numerics', ['@pomdp-gym/contracts']),
    'what is imported',
    'packages/numerics/tsconfig.json has no reference to packages/contracts, which its package.json declares.',
  ],
  [
    { 'plugins/solvers/b/src/bad.ts': `\nconst made = spec.create({ discount: 1 } as never);` },
    'no spec is cast',
    'plugins/solvers/b/src/bad.ts:2 casts a spec or what its create is given.',
  ],
  [
    {
      'packages/numerics/package.json': JSON.stringify({
        name: '@pomdp-gym/numerics',
        dependencies: { '@pomdp-gym/contracts': '0.1.0' },
        scripts: { clean: 'rm -rf dist' },
      }),
    },
    'scripts run',
    'packages/numerics/package.json: the script clean holds a command that Windows has not.',
  ],
  [
    {
      'package.json': JSON.stringify({
        name: 'root',
        devDependencies: { chai: '6.3.0' },
        scripts: { good: 'tsc -b && node -e "a || b"', bad: "mocha 'dist/**/*.js'" },
      }),
    },
    'scripts run',
    'package.json: the script bad holds single quotes.',
  ],
  [
    {
      'package.json': JSON.stringify({
        name: 'root',
        devDependencies: { chai: '6.3.0' },
        scripts: { bad: 'node a.js > $HOME/log' },
      }),
    },
    'scripts run',
    'package.json: the script bad holds a variable or a command in place of a word.',
  ],
  [
    { 'packages/numerics/src/bad.ts': `const path = new URL('.', import.meta.url).${'pathname'};` },
    'paths of files',
    'packages/numerics/src/bad.ts takes the pathname of a URL for a path: take fileURLToPath of node:url.',
  ],
  [
    { 'packages/numerics/src/string-utils.ts': 'export {};' },
    'no file is named',
    'packages/numerics/src/string-utils.ts: string-utils.ts names nothing of the field.',
  ],
  [
    { 'packages/numerics/src/core/run.ts': 'export {};' },
    'no file is named',
    'packages/numerics/src/core/run.ts: core names nothing of the field.',
  ],
  [
    { 'plugins/solvers/a/src/a.test.ts': `import './index.js';` },
    'every plugin',
    'plugins/solvers/a has no test that holds it to @pomdp-gym/conformance.',
  ],
  [
    { 'docs/decisions/0004-four.md': decision },
    'decisions are',
    'docs/decisions/0004-four.md stands where number 0003 should.',
  ],
  [
    { 'docs/decisions/0003-three.md': decision.replace('## Status\n', '') },
    'decisions are',
    'docs/decisions/0003-three.md has no heading “Status”.',
  ],
  [
    {
      'tsconfig.json': JSON.stringify({
        references: configuration.references.filter(({ path }) => path !== 'plugins/solvers/b'),
      }),
    },
    'references, dependencies',
    'tsconfig.json has no reference to plugins/solvers/b.',
  ],
  [
    { 'apps/cli/src/plugins.ts': `import '@pomdp-gym/solver-a'; import { of } from 'rxjs';` },
    'references, dependencies',
    'No file of apps/cli names @pomdp-gym/solver-b: npm run ship-plugins writes the list.',
  ],
  [
    {
      'package-lock.json': JSON.stringify({ packages: { ...lockfile.packages, 'packages/numerics': {} } }),
    },
    'references, dependencies',
    'package-lock.json has other dependencies for packages/numerics than its package.json.',
  ],
  [
    {
      'package-lock.json':
        '{ "packages": { "node_modules/a": { "resolved": "https://registry.example/a.tgz" } } }',
    },
    'the lockfile',
    'package-lock.json names the host that node_modules/a came from.',
  ],
  [
    {
      'package-lock.json':
        '{ "packages": { "node_modules/a": { "optionalDependencies": { "a-for-bees": "1" } } } }',
    },
    'the lockfile',
    'package-lock.json lacks a-for-bees, which node_modules/a may install: npm ci will refuse it.',
  ],
];

/** What each rule finds in a tree, by the rule's first words. */
function violationsOf(tree: Tree): Map<string, string[]> {
  const root = mkdtempSync(join(tmpdir(), 'architecture-'));
  try {
    for (const [path, text] of Object.entries(tree)) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const workspace = readWorkspace(root);
    return new Map(rules.map(([rule, violations]) => [rule, violations(workspace)]));
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe('The rules of the architecture, on planted violations', () => {
  it('find nothing in a workspace that keeps them', () => {
    for (const [rule, sentences] of violationsOf(sound)) expect(sentences, rule).to.deep.equal([]);
  });

  for (const [plant, rule, sentence] of planted) {
    it(`find: ${sentence}`, () => {
      const found = [...violationsOf({ ...sound, ...plant })].find(([name]) => name.startsWith(rule));
      expect(found?.[1]).to.deep.equal([sentence]);
    });
  }

  it('find a package without a README', () => {
    const rest = Object.fromEntries(
      Object.entries(sound).filter(([path]) => path !== 'plugins/solvers/b/README.md'),
    );
    expect(violationsOf(rest).get('every package has a README')).to.deep.equal([
      'plugins/solvers/b has no README.md.',
    ]);
  });
});
