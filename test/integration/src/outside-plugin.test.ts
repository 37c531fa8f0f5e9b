import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { pomdpGym, runNode, workspace } from './command.test.support.js';
import { install, makeFolder, pack, type PackedPackage } from './outside-folder.test.support.js';

const packages = ['contracts', 'numerics', 'models', 'model-files', 'exact', 'simulator', 'conformance'].map(
  (name) => `@pomdp-gym/${name}`,
);

/** The example of CONTRIBUTING.md is the plugin of this test, word for word. */
function exampleOf(language: string, begins: string): string {
  const text = readFileSync(join(workspace, 'CONTRIBUTING.md'), 'utf8');
  const blocks = [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)];
  const found = blocks.find(([, name, block]) => name === language && block?.includes(begins));
  if (!found?.[2]) throw new Error(`CONTRIBUTING.md has no example in ${language} with ${begins}.`);
  return found[2];
}

describe('A plugin from outside, on packed packages only', function () {
  this.timeout(480_000);
  let folder: string;
  let packed: PackedPackage[];

  before(() => {
    folder = makeFolder();
    packed = pack(packages, folder);
    const home = join(folder, 'lamps');
    mkdirSync(home);
    install(packed, folder, home, ['inversify', 'zod', 'reflect-metadata']);
    writeFileSync(join(home, 'package.json'), exampleOf('json', '"lamps"'));
    writeFileSync(join(home, 'index.js'), exampleOf('js', 'Lamps-v0'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('has packages with code, types and a README, and without tests', () => {
    expect(packed.map(({ name }) => name)).to.have.members(packages);
    for (const { name, files } of packed) {
      const paths = files.map(({ path }) => path);
      expect(paths, name).to.include.members([
        'README.md',
        'dist/index.js',
        'dist/index.d.ts',
        'package.json',
      ]);
      expect(
        paths.filter((path) => /\.test\.|tsbuildinfo/.test(path)),
        name,
      ).to.deep.equal([]);
    }
  });

  it('is listed', () => {
    const { code, out, err } = pomdpGym(folder, 'list', 'environment', '--plugin', './lamps', '--json');
    expect([code, err]).to.deep.equal([0, '']);
    const { environment } = JSON.parse(out) as { environment: { id: string }[] };
    expect(environment.map(({ id }) => id)).to.include.members(['Lamps-v0', 'ThreeState-v0']);
  });

  it('is described with its options and its model', () => {
    const { code, out } = pomdpGym(folder, 'info', 'Lamps-v0', '--plugin', './lamps', '--json');
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.deep.include({ id: 'Lamps-v0', states: 2, actions: 2, observations: 2 });
    expect(out).to.include('Chance that a lamp stays as it is');
  });

  it('passes check, and more rules than a few', () => {
    const { code, out } = pomdpGym(folder, 'check', './lamps', '--json');
    const { passed, checks } = JSON.parse(out) as { passed: boolean; checks: { problem: string | null }[] };
    expect(checks.flatMap(({ problem }) => problem ?? [])).to.deep.equal([]);
    expect([code, passed]).to.deep.equal([0, true]);
    expect(checks.length).to.be.greaterThan(15);
  });

  it('fails check with the sentence of the rule, and exit code 1, once it is broken', () => {
    const source = readFileSync(join(folder, 'lamps/index.js'), 'utf8');
    const broken = join(folder, 'lamps/broken.js');
    writeFileSync(broken, source.replace(".describe('Chance that a lamp stays as it is')", ''));
    const { code, out } = pomdpGym(folder, 'check', './lamps/broken.js', '--json');
    const { checks } = JSON.parse(out) as { checks: { problem: string | null }[] };
    expect(code).to.equal(1);
    expect(checks.flatMap(({ problem }) => problem ?? [])).to.deep.equal([
      "The option stickiness has no description: add .describe('…').",
    ]);
  });

  it('runs the same rules in its own test file, with one line and any mocha', () => {
    writeFileSync(
      join(folder, 'lamps/lamps.test.js'),
      "import { describeEnvironment } from '@pomdp-gym/conformance';\nimport { lamps } from './index.js';\ndescribeEnvironment(lamps);\n",
    );
    const mocha = join(workspace, 'node_modules/mocha/bin/mocha.js');
    const { code, out } = runNode(join(folder, 'lamps'), mocha, '--no-config', 'lamps.test.js');
    expect(out)
      .to.match(/\b[23]\d passing/)
      .and.include('Lamps-v0 is an environment');
    expect(code).to.equal(0);
  });

  it('does what CONTRIBUTING.md says of it, with two seeds and short runs', () => {
    const commands = exampleOf('sh', './lamps')
      .split('\n')
      .filter((line) => line.startsWith('pomdp-gym '))
      .map((line) =>
        line
          .replace(/ +#.*$/, '')
          .split(' ')
          .slice(1),
      );
    expect(commands.map(([command]) => command)).to.deep.equal(['check', 'compare']);
    // Two of ten seeds: each learner and each figure is still there.
    const small = ['--seeds', '2', '--budget', '2000', '--bracket', '200'];
    for (const command of commands) {
      const { code, out } = pomdpGym(folder, ...command, ...(command[0] === 'compare' ? small : []));
      expect(code, command.join(' ')).to.equal(0);
      expect(out).to.include('Lamps-v0');
    }
  });

  it('runs in compare beside what is shipped: acting at random earns a half, exactly, and learning more', () => {
    const agents = ['uniform', 'softmax:features=one-hot+gpomdp:beta=0+conjpomdp'].flatMap((agent) => [
      '--agent',
      agent,
    ]);
    const study = [
      '--env',
      'Lamps-v0:stickiness=.8',
      ...agents,
      '--seeds',
      '2',
      '--budget',
      '20000',
      '--out',
      'results',
    ];
    const { code, out } = pomdpGym(folder, 'compare', '--plugin', './lamps', ...study, '--json');
    expect(code).to.equal(0);
    const { results } = JSON.parse(out) as { results: { runs: number; mean: number; failures: number }[] };
    expect(results.map(({ runs, failures }) => [runs, failures])).to.deep.equal([
      [2, 0],
      [2, 0],
    ]);
    expect(results[0]?.mean).to.be.closeTo(0.5, 1e-12);
    expect(results[1]?.mean).to.be.within(0.9, 1);
    expect(readFileSync(join(folder, 'results/runs.jsonl'), 'utf8').trim().split('\n')).to.have.length(4);
  });

  describe('installed in a project whose package.json names it', () => {
    let project: string;
    before(() => {
      project = join(folder, 'project');
      mkdirSync(join(project, 'node_modules'), { recursive: true });
      symlinkSync(join(folder, 'lamps'), join(project, 'node_modules/lamps'), 'junction');
      writeFileSync(join(project, 'package.json'), '{ "pomdp-gym": { "plugins": ["lamps"] } }');
    });

    it('is listed, once, where a command names it too', () => {
      for (const also of [[], ['--plugin', 'lamps'], ['--plugin', './node_modules/lamps']]) {
        const { code, out, err } = pomdpGym(project, 'list', 'environment', ...also, '--json');
        expect([code, err]).to.deep.equal([0, '']);
        const { environment } = JSON.parse(out) as { environment: { id: string }[] };
        expect(environment.filter(({ id }) => id === 'Lamps-v0')).to.have.length(1);
      }
    });

    it('runs in worker threads, is verified to the bit, and is reported', () => {
      const words = '--env Lamps-v0 --agent uniform --seeds 2 --budget 1000 --workers 2 --out results';
      const compared = pomdpGym(project, 'compare', ...words.split(' '));
      expect(compared.code, compared.err).to.equal(0);
      const verified = pomdpGym(project, 'verify', 'results');
      expect(verified.code, verified.err).to.equal(0);
      expect(verified.out).to.include('2 of 2 runs come out as they are written, to the bit.');
      const reported = pomdpGym(project, 'report', 'results', '--out', 'page');
      expect(reported.code, reported.err).to.equal(0);
      expect(readFileSync(join(project, 'page/report.md'), 'utf8')).to.include('Lamps-v0');
    });

    it('is refused with a sentence where it is not installed', () => {
      writeFileSync(join(project, 'package.json'), '{ "pomdp-gym": { "plugins": ["lanterns"] } }');
      const { code, err } = pomdpGym(project, 'compare', '--seeds', '1');
      expect(code).to.equal(2);
      expect(err).to.include('The plugin lanterns is not there').and.include('npm install');
    });
  });
});
