import { readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { expect } from 'chai';
import { type TemplateName, templateNames } from 'create-pomdp-gym-plugin';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { readManifest } from './installed-packages.js';
import { failureOf } from './newcomer-command.js';
import { type NewcomerHour, newcomerSteps, sourcesOf, spendHour } from './newcomer.js';
import { PackedWorld } from './packed-world.js';
import { unpackedSources } from './resolved-sources.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Every template and every package; by default the cheapest template, and packages whose exports differ in form. */
const all = process.env['NEWCOMER'] === 'all';
const tried: readonly TemplateName[] = all ? templateNames : ['wrapper'];

describe('Packed packages, served by a registry on this machine', function () {
  this.timeout(600_000);
  let world: PackedWorld;
  before(async () => {
    world = await PackedWorld.begin(root);
  });
  after(() => world.end());

  const folderOf = (name: string) => join(root, 'node_modules', name);

  it('are every package, plugin and command that is published, each with a README and no test', () => {
    const names = world.packed.map(({ name }) => name);
    expect(names).to.include.members(['pomdp-gym', 'create-pomdp-gym-plugin', '@pomdp-gym/contracts']);
    expect(names.filter((name) => /\/(test-|workspace$|benchmark$)/.test(name))).to.deep.equal([]);
    for (const { name, files } of world.packed) {
      expect(files, name).to.include('README.md');
      const unwanted = files.filter(
        (path) => /\.test\.|tsbuildinfo/.test(path) && !path.startsWith('src/templates/'),
      );
      expect(unwanted, name).to.deep.equal([]);
    }
  });

  it('are clean to publint: entry points are there, and types beside them', async () => {
    for (const { name, tarball } of world.packed) {
      const { buffer } = Uint8Array.from(readFileSync(tarball));
      const { messages, pkg } = await publint({ pack: { tarball: buffer } });
      expect(
        messages.map((message) => formatMessage(message, pkg)),
        name,
      ).to.deep.equal([]);
    }
  });

  it('have types that every module resolution of ESM finds (Are the types wrong?)', async () => {
    const chosen = ['pomdp-gym', '@pomdp-gym/registry', 'create-pomdp-gym-plugin'];
    for (const { name, tarball } of world.packed.filter((each) => all || chosen.includes(each.name))) {
      const analysis = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
      expect(analysis.types, name).to.have.property('kind', 'included');
      if (!('problems' in analysis)) continue;
      // The packages are modules: require of Node.js 16, and resolution older than exports, are left out.
      const problems = analysis.problems.filter(
        (problem) => !('resolutionKind' in problem && /^node10$|^node16-cjs$/.test(problem.resolutionKind)),
      );
      expect(problems, name).to.deep.equal([]);
    }
  });

  it('have the source behind every source map, of code and of types', () => {
    const maps = world.packed.flatMap(({ files }) => files.filter((path) => path.endsWith('.map')));
    expect(maps.length).to.be.greaterThan(1000);
    expect(world.packed.flatMap((each) => unpackedSources(each, folderOf(each.name)))).to.deep.equal([]);
  });

  for (const template of tried) {
    describe(`A newcomer who writes a plugin: ${template}`, () => {
      let hour: NewcomerHour;
      before(async () => {
        hour = await spendHour(template, join(world.folder, 'work'), world.npm);
      });

      it('creates, installs, tests and tries it', () => {
        expect(failureOf(hour)).to.deep.equal([]);
        expect([...hour.outcomes.keys()]).to.deep.equal(newcomerSteps);
        expect(hour.outcomes.get('test')?.out)
          .to.match(/\d+ passing/)
          .and.not.match(/failing/);
        expect(hour.outcomes.get('trial')?.out).to.include(
          `first-${template}`.replace(/^first-environment.*/, 'FirstEnvironment'),
        );
      });

      it('has all from that registry', () => {
        const sources = sourcesOf(hour.folder);
        expect(sources.length).to.be.greaterThan(80);
        expect(sources.filter((source) => !source.startsWith(world.registry.address))).to.deep.equal([]);
      });
    });
  }

  it('let a file import every entry of pomdp-gym, in Node.js and with types', () => {
    const folder = join(world.folder, 'work', `first-${tried[0]}`);
    const entries = Object.keys(readManifest(folderOf('pomdp-gym'))['exports'] as object)
      .filter((entry) => !entry.endsWith('.json'))
      .map((entry) => entry.replace(/^\./, 'pomdp-gym'));
    expect(entries).to.include.members(['pomdp-gym', 'pomdp-gym/contracts', 'pomdp-gym/conformance']);
    const lines = entries.map((entry, i) => `import * as entry${i} from '${entry}';`);
    const names = entries.map((_, i) => `entry${i}`).join(', ');
    writeFileSync(
      join(folder, 'entries.ts'),
      `${lines.join('\n')}\nexport const entries: object[] = [${names}];\n`,
    );
    writeFileSync(
      join(folder, 'tsconfig.entries.json'),
      JSON.stringify({
        extends: './tsconfig.json',
        compilerOptions: { rootDir: '.', skipLibCheck: false },
        include: ['entries.ts'],
      }),
    );
    const node = (...words: string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, words, {
        cwd: folder,
        encoding: 'utf8',
      });
      return status === 0 ? stdout : `${status}\n${stdout}\n${stderr}`;
    };
    expect(node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.entries.json')).to.equal('');
    const print = `for (const entry of (await import('./dist/entries.js')).entries) console.log(Object.keys(entry).length > 0)`;
    expect(node('--input-type=module', '--eval', print)).to.equal('true\n'.repeat(entries.length));
  });
});
