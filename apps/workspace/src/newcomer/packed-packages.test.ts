import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

/** Every template; by default one of the cheapest. */
const all = process.env['NEWCOMER'] === 'all';
const tried: readonly TemplateName[] = all ? templateNames : ['wrapper'];

/** Of the compiler, which here reads the types of every dependency too. */
const OPTIONS = '--noEmit --ignoreConfig --module nodenext --target es2023 --strict --types node entries.ts';

describe('Packed packages, served by a registry on this machine', function () {
  this.timeout(1_200_000);
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
    for (const { name, tarball } of world.packed) {
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

  describe('What a newcomer has then', () => {
    if (all)
      it('is a plugin that another project installs and names: it runs, is verified and is reported', async () => {
        const { folder, npm } = world;
        const name = 'first-environment-from-tables';
        const project = join(folder, 'project');
        mkdirSync(project);
        const manifest = {
          dependencies: { 'pomdp-gym': '^0.1.0', [name]: `file:../work/${name}/${name}-0.1.0.tgz` },
          'pomdp-gym': { plugins: [name] },
        };
        writeFileSync(join(project, 'package.json'), JSON.stringify(manifest));
        const study =
          '--env FirstEnvironmentFromTables-v0 --agent uniform --seeds 2 --budget 1000 --workers 2 --out results';
        const commands: readonly (readonly [place: string, words: string])[] = [
          [join(folder, 'work', name), 'pack'],
          [project, 'install'],
          [project, `exec -- pomdp-gym compare ${study}`],
          [project, 'exec -- pomdp-gym verify results'],
          [project, 'exec -- pomdp-gym report results --out page'],
        ];
        for (const [place, words] of commands) {
          const { code, out, err } = await npm.run(place, ...words.split(' '));
          expect(code, `${words}\n${out}\n${err}`).to.equal(0);
        }
        expect(readFileSync(join(project, 'page/report.md'), 'utf8')).to.include(
          'FirstEnvironmentFromTables-v0',
        );
      });

    it(`has every entry of pomdp-gym in Node.js${all ? ', and with types' : ''}`, () => {
      const folder = join(world.folder, 'work', `first-${tried[0]}`);
      const entries = Object.keys(readManifest(folderOf('pomdp-gym'))['exports'] as object)
        .filter((entry) => !entry.endsWith('.json'))
        .map((entry) => entry.replace(/^\./, 'pomdp-gym'));
      expect(entries).to.include.members(['pomdp-gym', 'pomdp-gym/contracts', 'pomdp-gym/conformance']);
      const lines = entries.map((entry, i) => `import * as entry${i} from '${entry}';`);
      const names = entries.map((_, i) => `entry${i}`).join(', ');
      const program = `${lines.join('\n')}\nexport const entries: object[] = [${names}];\n`;
      writeFileSync(join(folder, 'entries.ts'), program);
      const node = (...words: string[]) => {
        const { status, stdout, stderr } = spawnSync(process.execPath, words, {
          cwd: folder,
          encoding: 'utf8',
        });
        return status === 0 ? stdout : `${status}\n${stdout}\n${stderr}`;
      };
      writeFileSync(join(folder, 'entries.js'), program.replace(': object[]', ''));
      const print = `for (const entry of (await import('./entries.js')).entries) console.log(Object.keys(entry).length > 0)`;
      expect(node('--input-type=module', '--eval', print)).to.equal('true\n'.repeat(entries.length));
      if (all) expect(node('node_modules/typescript/bin/tsc', ...OPTIONS.split(' '))).to.equal('');
    });
  });
});
