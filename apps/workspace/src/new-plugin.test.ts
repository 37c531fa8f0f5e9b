import 'reflect-metadata';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { templateNames } from 'create-pomdp-gym-plugin';
import { newPlugin } from './new-plugin.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A folder with what `newPlugin` reads and edits; packages are links to those of this workspace. */
function copyOfWorkspace(): string {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'pomdp-gym-workspace-')));
  const read = ['apps/cli/package.json', 'apps/cli/tsconfig.json'];
  for (const path of [...read, 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.base.json']) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  for (const folder of ['node_modules', 'node_modules/@pomdp-gym']) {
    mkdirSync(join(copy, folder));
    for (const name of readdirSync(join(root, folder))) {
      if (name !== '@pomdp-gym') symlinkSync(join(root, folder, name), join(copy, folder, name));
    }
  }
  return copy;
}

/** Runs a script of an installed package; returns its exit code, with its output where that is not 0. */
function run(copy: string, script: string, ...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules', script), ...words],
    {
      cwd: copy,
      encoding: 'utf8',
    },
  );
  return status === 0 ? '0' : `${status}\n${stdout}\n${stderr}`;
}

const json = (copy: string, path: string) =>
  JSON.parse(readFileSync(join(copy, path), 'utf8')) as Record<string, Record<string, unknown>>;

describe('new-plugin', () => {
  let copy: string;
  before(() => {
    copy = copyOfWorkspace();
  });
  after(() => rmSync(copy, { recursive: true }));

  it('makes a plugin of each template that builds and keeps the rules of its kind', async function () {
    this.timeout(600_000);
    await newPlugin(copy, 'policy', 'brand-new');
    for (const template of templateNames) await newPlugin(copy, template, `new-${template}`);
    writeFileSync(
      join(copy, 'tsconfig.all.json'),
      JSON.stringify({
        extends: './tsconfig.base.json',
        compilerOptions: {
          rootDir: '.',
          outDir: 'out',
          composite: false,
          declarationMap: false,
          types: ['mocha', 'node'],
        },
        include: ['plugins'],
      }),
    );
    expect(run(copy, 'typescript/bin/tsc', '-p', 'tsconfig.all.json')).to.equal('0');
    writeFileSync(join(copy, 'out/package.json'), '{ "type": "module" }');
    expect(run(copy, 'mocha/bin/mocha.js', '--no-config', 'out/**/*.test.js')).to.equal('0');
  });

  it('names it in every file that lists plugins', async () => {
    const paths = await newPlugin(copy, 'solver', 'four-by-four');
    const folder = 'plugins/solvers/four-by-four';
    const name = '@pomdp-gym/solver-four-by-four';
    expect(paths).to.include.members([`${folder}/package.json`, `${folder}/src/four-by-four.ts`]);
    expect(json(copy, 'tsconfig.json')['references']).to.deep.include({ path: folder });
    expect(json(copy, 'apps/cli/tsconfig.json')['references']).to.deep.include({ path: `../../${folder}` });
    expect(json(copy, 'apps/cli/package.json')['dependencies']).to.have.property(name, '0.1.0');
    const { packages } = json(copy, 'package-lock.json');
    expect(packages)
      .to.have.property(`node_modules/${name}`)
      .that.deep.equals({ resolved: folder, link: true });
    expect(packages).to.have.property(folder).with.property('name', name);
    expect(packages?.['apps/cli']).to.have.nested.property(`dependencies.${name}`, '0.1.0');
    const { dependencies, devDependencies } = json(copy, `${folder}/package.json`);
    expect(packages).to.have.property(folder).that.includes.all.keys('dependencies', 'devDependencies');
    expect(Object.keys(dependencies!)).to.include('@pomdp-gym/planning');
    expect(Object.keys(devDependencies!)).to.deep.equal(['@pomdp-gym/conformance', '@pomdp-gym/models']);
    const text = readFileSync(join(copy, folder, 'src/four-by-four.ts'), 'utf8');
    expect(text)
      .to.include("export const fourByFour = solver({\n  id: 'four-by-four',")
      .and.not.match(/template/i);
  });

  it('leaves the order of the lockfile to npm: nothing else moves', async () => {
    const before = Object.keys(json(copy, 'package-lock.json')['packages']!);
    await newPlugin(copy, 'policy', 'nothing-else');
    const own = ['node_modules/@pomdp-gym/policy-nothing-else', 'plugins/policies/nothing-else'];
    const after = Object.keys(json(copy, 'package-lock.json')['packages']!);
    expect(after.filter((path) => !own.includes(path))).to.deep.equal(before);
    expect(after).to.include.members(own);
  });

  const refusals: [string, readonly string[], string][] = [
    ['an unknown kind', ['polcy', 'x'], 'There is no kind polcy. Did you mean policy?'],
    ['no kind', [], 'Name the kind of the plugin: environment, policy,'],
    ['no name', ['policy'], 'A plugin without a name cannot be a folder here: begin with a letter'],
    ['a name in capitals', ['policy', 'Softmax'], 'Softmax cannot be a folder here'],
    ['a name that leaves its folder', ['policy', '../x'], '../x cannot be a folder here'],
    ['a name that is taken', ['policy', 'brand-new'], 'plugins/policies/brand-new is there already.'],
  ];
  for (const [what, words, sentence] of refusals) {
    it(`refuses ${what} with a sentence`, async () => {
      const refused = await newPlugin(copy, ...words).catch((error: unknown) => error);
      expect(refused).to.have.property('name', 'InputError');
      expect(refused).to.have.property('message').that.includes(sentence);
    });
  }
});
