import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { loadPlugin } from './load-plugin.js';
import { Registry } from '../registry.js';

const PLUGIN = `
  import { ContainerModule } from 'inversify';
  import { contribute } from '@pomdp-gym/contracts';
  import { z } from 'zod';
  const observationSpace = { kind: 'discrete', size: 1 };
  const spec = {
    id: 'Foreign-v0',
    summary: 'From outside.',
    options: z.strictObject({ size: z.int().min(1).max(9).default(3).describe('how large') }),
    create: ({ size }) => ({ size, observationSpace, actionSpace: observationSpace, task: 'continuing', reset: () => 0, step() {} }),
  };
  export default new ContainerModule((module) => contribute(module, 'environment', spec));
`;

/** A folder outside the workspace with copies of its own of everything a plugin imports. */
function outside(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-plugin-'));
  const modules = fileURLToPath(new URL('../../../../node_modules/', import.meta.url));
  const code = (path: string) => !/\.(ts|map|md|cjs)$/.test(path) && !/zod.(src|v3)\b/.test(path);
  for (const name of [
    'inversify',
    '@inversifyjs',
    'reflect-metadata',
    'zod',
    'fastest-levenshtein',
    '@pomdp-gym/contracts',
  ]) {
    cpSync(join(modules, name), join(folder, 'node_modules', name), {
      recursive: true,
      dereference: true,
      filter: code,
    });
  }
  return folder;
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe('loadPlugin', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-plugin-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const refusals: [string, string, Record<string, string>, string][] = [
    ['is not there', './missing.js', {}, 'The plugin ./missing.js is not there: nothing is at '],
    [
      'is not installed',
      'missing',
      {},
      'The plugin missing is not there: it is neither a file or folder in ',
    ],
    [
      'throws',
      './throws.js',
      { 'throws.js': "throw new Error('boom\\nand more');" },
      'The plugin ./throws.js throws while loading (Error: boom). Run node on it alone',
    ],
    [
      'does not parse',
      './garbage.js',
      { 'garbage.js': 'export default {{' },
      'The plugin ./garbage.js throws while loading (SyntaxError: ',
    ],
    [
      'lacks a dependency',
      './lacking.js',
      { 'lacking.js': "import 'no-such-package';" },
      'The plugin ./lacking.js imports no-such-package, which is not installed. Run npm install no-such-package in its folder.',
    ],
    [
      'lacks a file of its own',
      './astray.js',
      { 'astray.js': "import './nowhere.js';" },
      'The plugin ./astray.js imports ',
    ],
    [
      'is not built',
      './unbuilt',
      { 'unbuilt/package.json': '{"name": "unbuilt", "type": "module", "exports": "./dist/index.js"}' },
      'The plugin ./unbuilt has ',
    ],
    [
      'is TypeScript that Node.js does not load',
      './source.tsx',
      { 'source.tsx': 'export default 1;' },
      'The plugin ./source.tsx is TypeScript, which this Node.js does not load. Compile it (npx tsc), and name the JavaScript.',
    ],
    [
      'is a CommonJS module',
      './common.cjs',
      { 'common.cjs': 'exports.spec = { id: 1 };' },
      'The plugin ./common.cjs is a CommonJS module. Write it as an ES module: "type": "module" in its package.json, ',
    ],
    [
      'calls require in an ES module',
      './requires.js',
      { 'requires.js': "const fs = require('node:fs');" },
      'The plugin ./requires.js is a CommonJS module. Write it as an ES module: ',
    ],
    [
      'exports nothing',
      './nothing.js',
      { 'nothing.js': 'export const x = 1;' },
      'The plugin ./nothing.js exports no ContainerModule by default.',
    ],
    [
      'is not compiled',
      './source.jsx',
      { 'source.jsx': 'export const x: number = 1;' },
      'The plugin ./source.jsx throws while loading (TypeError: Unknown file extension ".jsx" ',
    ],
    [
      'is a folder without package.json',
      './bare',
      { 'bare/index.js': '' },
      'The plugin ./bare is a folder without a package.json. Name the file inside it.',
    ],
    [
      'has a broken package.json',
      './broken',
      { 'broken/package.json': '{' },
      'The plugin ./broken has a package.json that cannot be read: SyntaxError: ',
    ],
    [
      'has exports that lead nowhere',
      './astray',
      { 'astray/package.json': '{"name": "astray", "exports": {"./other": "./x.js"}}' },
      'The plugin ./astray has a package.json whose exports lead nowhere: ',
    ],
  ];
  for (const [what, name, files, sentence] of refusals) {
    it(`refuses a plugin that ${what}, in one sentence that names it`, async () => {
      write(folder, 'package.json', '{"type": "module"}');
      for (const [path, text] of Object.entries(files)) write(folder, path, text);
      let message = '';
      await loadPlugin(new Registry(), name, folder).catch((error: unknown) => {
        expect(error).to.have.property('name', 'InputError');
        message = (error as Error).message;
      });
      expect(message.slice(0, sentence.length)).to.equal(sentence);
      expect(message).to.not.include('\n');
    });
  }

  it('takes a plugin with its own copies of inversify, zod and the contracts, by file, folder and package name', async () => {
    const foreign = outside();
    try {
      write(foreign, 'package.json', '{"type": "module"}');
      write(foreign, 'plugin.js', PLUGIN);
      write(
        foreign,
        'node_modules/by-name/package.json',
        '{"name": "by-name", "type": "module", "exports": "./index.js"}',
      );
      write(foreign, 'node_modules/by-name/index.js', PLUGIN);
      write(foreign, 'by-main/package.json', '{"type": "module", "main": "index.js"}');
      write(foreign, 'by-main/index.js', PLUGIN);
      write(
        foreign,
        'by-condition/package.json',
        '{"name": "by-condition", "type": "module", "exports": {".": {"import": "./index.js"}}}',
      );
      write(foreign, 'by-condition/index.js', PLUGIN);
      for (const name of ['plugin.js', 'by-name', './by-main', './by-condition']) {
        const registry = new Registry();
        const [entry] = await loadPlugin(registry, name, foreign);
        expect(entry?.source).to.equal(name);
        const made: unknown = registry.create('environment', { id: 'Foreign-v0', options: {} });
        expect(made).to.have.property('size', 3);
        const problems = registry.problems('environment', { id: 'Foreign-v0', options: { size: 10 } });
        expect(problems.map(({ message }) => message)).to.deep.equal([
          'The option size of environment Foreign-v0 is 10; it must be a whole number from 1 to 9.',
        ]);
      }
    } finally {
      rmSync(foreign, { recursive: true });
    }
  });
});
