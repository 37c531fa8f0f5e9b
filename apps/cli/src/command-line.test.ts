import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { expect } from 'chai';
import { answer } from './answer.test.support.js';

const commands = ['compare', 'run', 'analyze', 'list', 'info', 'convert', 'check'];

describe('the command line', () => {
  const origin = process.cwd();
  let home: string;
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-cli-'));
  });
  afterEach(() => process.chdir(origin));
  after(() => rmSync(home, { recursive: true }));

  it('shows every command where it is given nothing', async () => {
    const { code, out, err } = await answer();
    expect([code, err]).to.deep.equal([0, '']);
    for (const command of commands) expect(out).to.match(new RegExp(`^ {2}${command}\\b`, 'm'));
  });

  for (const command of commands) {
    it(`helps with ${command}, with examples and the options that all share`, async () => {
      const { code, out, err } = await answer(command, '--help');
      expect([code, err]).to.deep.equal([0, '']);
      expect(out).to.include('\nExamples:\n  $ pomdp-gym ');
      for (const option of ['--json', '--plugin <', '--seed <']) expect(out).to.include(option);
    });
  }

  it('lists what is registered as JSON, by kind', async () => {
    const { code, out } = await answer('list', '--json');
    const found = JSON.parse(out) as Record<string, { id: string; summary: string; source: string }[]>;
    expect(code).to.equal(0);
    expect(found['optimizer']?.map(({ id }) => id)).to.include.members(['conjpomdp', 'gradient-ascent']);
    expect(found['environment']?.find(({ id }) => id === 'ThreeState-v0')).to.include({
      source: '@pomdp-gym/environment-three-state',
    });
  });

  it('takes a seed where nothing depends on chance, and gives the same answer', async () => {
    for (const args of [['list'], ['info', 'ThreeState-v0']]) {
      const { code, out } = await answer(...args, '--json', '--seed', '7');
      expect([code, out]).to.deep.equal([0, (await answer(...args, '--json')).out]);
    }
    expect((await answer('list', '--seed', '-1')).code).to.equal(2);
  });

  it('shows an environment with its model in figures as JSON', async () => {
    const { out } = await answer('info', 'ThreeState-v0', '--json');
    expect(JSON.parse(out)).to.deep.include({
      id: 'ThreeState-v0',
      kind: 'environment',
      states: 3,
      actions: 2,
      observations: 3,
      discount: null,
      rewardRange: [0, 1],
      startSupport: 3,
    });
  });

  it('analyzes the gradient study’s point as its reference does, to 1e-7', async () => {
    const betas = '0,.4,.8,.9,.95,.99';
    const { out, err } = await answer(
      'analyze',
      'ThreeState-v0',
      '--theta',
      '1,1,-1,-1',
      '--beta',
      betas,
      '--json',
    );
    const found = JSON.parse(out) as {
      eta: number;
      gradient: number[];
      secondEigenvalue: number;
      betas: { beta: number; gradient: number[]; relativeBias: number; angleDegrees: number }[];
    };
    expect(err).to.equal('');
    expect(found.eta).to.be.closeTo(0.29419747, 1e-8);
    expect(found.secondEigenvalue).to.be.closeTo(0.72847825, 1e-8);
    [-0.03272585, -0.03524847, 0.03272585, 0.03524847].forEach((each, i) =>
      expect(found.gradient[i]).to.be.closeTo(each, 1e-8),
    );
    // At this θ the relative bias is λ(1 − β)/(1 − βλ), with λ = .07707653 the eigenvalue that carries the reward.
    for (const { beta, relativeBias, angleDegrees } of found.betas) {
      expect(relativeBias).to.be.closeTo((0.07707653 * (1 - beta)) / (1 - beta * 0.07707653), 1e-7);
      expect(angleDegrees).to.be.closeTo(0, 1e-5);
    }
    expect(found.betas.map(({ beta }) => beta)).to.deep.equal([0, 0.4, 0.8, 0.9, 0.95, 0.99]);
  });

  it('runs one agent, and prints its record as JSON', async () => {
    const args = [
      'run',
      'ThreeState-v0',
      'softmax+gpomdp:beta=.4+conjpomdp',
      '--steps',
      '256',
      '--seed',
      '3',
    ];
    const { code, out, err } = await answer(...args, '--json');
    expect([code, err]).to.deep.equal([0, '']);
    const record = JSON.parse(out) as { averageReward: number; seed: number; exact: boolean };
    expect(record).to.include({ seed: 3, exact: true, status: 'finished' });
    expect(record.averageReward).to.be.within(0.2, 0.8); // all that a policy can earn here
    expect((await answer(...args, '--json')).out).to.equal(out);
  });

  it('says of an agent that ended where it began that it did, and why', async () => {
    const agent = 'softmax+gpomdp+conjpomdp:epsilon=1'; // |g|² is about 4e-6 at the start
    const alone = await answer('run', 'Hallway-v0', agent);
    expect(alone.out)
      .to.include('1024 steps, ended: gradient below ε at the start\n')
      .and.include('It ended where it began');
    const flags = ['--env', 'ThreeState-v0', '--agent', agent, '--agent', 'softmax+gpomdp+conjpomdp'];
    const { out } = await answer('compare', ...flags, '--seeds', '2', '--out', join(home, 'stayed'));
    expect(out).to.match(/^softmax\+gpomdp\+conjpomdp:epsilon=1 \* /m);
    expect(out).to.match(/^softmax\+gpomdp\+conjpomdp {2,}0/m);
    expect(out).to.include(
      `* ${agent} ended where it began in 2 of 2 runs; the first: gradient below ε at the start.`,
    );
  });

  it('holds a plugin to its rules, and says so with its exit code', async () => {
    const { code, out } = await answer('check', 'uniform', '--json');
    const found = JSON.parse(out) as { passed: boolean; checks: { verdict: string; rule: string }[] };
    expect([code, found.passed]).to.deep.equal([0, true]);
    expect(found.checks.length).to.be.above(5);
    const bad = join(home, 'unversioned.js');
    writeFileSync(
      bad,
      plugin(
        "{ id: 'Unversioned', summary: 'It names no version.', options: three.options, create: three.create }",
      ),
    );
    const broken = await answer('check', bad, '--json');
    const problems = JSON.parse(broken.out) as typeof found;
    expect([broken.code, problems.passed]).to.deep.equal([1, false]);
    expect(
      problems.checks.filter(({ verdict }) => verdict === 'broken').map(({ rule }) => rule),
    ).to.deep.equal(['The id of an environment ends in its version, as in Tiger-v0.']);
  });

  it('draws other samples for another seed of a check, and the same for the same', async () => {
    const path = join(home, 'witness.js');
    const told = join(home, 'seen.jsonl');
    writeFileSync(
      path,
      `import { uniform } from '${import.meta.resolve('@pomdp-gym/policy-uniform')}';
      import { appendFileSync } from 'node:fs';
      const create = (options, spaces) => {
        const inner = uniform.create(options, spaces);
        const act = (seen) => {
          const action = inner.act(seen);
          appendFileSync('${told}', String(action));
          return action;
        };
        return { reset: (random) => inner.reset(random), act, table: () => inner.table() };
      };
      export default { id: 0, load({ bind }) {
        bind(Symbol.for('pomdp-gym/policy')).toConstantValue({ ...uniform, id: 'witness', create });
      } };`,
    );
    const drawn = async (...seed: string[]) => {
      writeFileSync(told, '');
      expect((await answer('check', 'witness', '--plugin', path, '--json', ...seed)).code).to.equal(0);
      return readFileSync(told, 'utf8');
    };
    const one = await drawn();
    expect(one).to.have.length.above(1000);
    expect(await drawn('--seed', '1')).to.equal(one);
    expect(await drawn('--seed', '2')).to.not.equal(one);
  });

  /** A plugin that contributes these environments, made from the shipped three-state problem. */
  function plugin(...specs: string[]): string {
    const three = import.meta.resolve('@pomdp-gym/environment-three-state');
    const contributions = specs.map(
      (spec) => `bind(Symbol.for('pomdp-gym/environment')).toConstantValue(${spec});`,
    );
    return `import { threeState as three } from '${three}';
      export default { id: 0, load({ bind }) { ${contributions.join(' ')} } };`;
  }

  it('takes environments from a plugin outside', async () => {
    const path = join(home, 'mine.js');
    writeFileSync(path, plugin("{ ...three, id: 'Mine-v0' }"));
    const { out } = await answer('info', 'Mine-v0', '--plugin', path, '--json');
    expect(JSON.parse(out)).to.include({ id: 'Mine-v0', source: path, states: 3 });
  });

  it('prints the results of a comparison in which no run finished, and leaves with exit code 1', async () => {
    const path = join(home, 'fails.js');
    const throwing = '() => { throw new Error("The pit has no floor."); }';
    writeFileSync(
      path,
      plugin(
        `{ ...three, id: 'Pit-v0', create: (options) => Object.assign(three.create(options), { task: 'continuing', reset: ${throwing} }) }`,
      ),
    );
    const args = [
      'compare',
      '--env',
      'Pit-v0',
      '--agent',
      'softmax:features=one-hot+olpomdp',
      '--plugin',
      path,
    ];
    const out = join(home, 'pit');
    const { code, out: printed } = await answer(...args, '--seeds', '2', '--out', out, '--json');
    const { results } = JSON.parse(printed) as { results: object[] };
    expect(code).to.equal(1);
    expect(results[0]).to.include({
      runs: 0,
      mean: null,
      failures: 2,
      firstFailure: 'Error: The pit has no floor.',
    });
    expect(existsSync(join(out, 'report.html'))).to.equal(true);
    const again = await answer(...args, '--seeds', '2', '--out', out);
    expect(again.code).to.equal(1);
    expect(again.out).to.include('2 of 2').and.include('failed in Pit-v0: Error: The pit has no floor.');
    expect(again.out).to.include('No run finished, so there is no average reward.').and.not.include('exact');
  });

  type Misuse = [string, Record<string, string>, string[], RegExp];
  const misuses: Misuse[] = [
    [
      'an unknown command',
      {},
      ['comapre'],
      /^Unknown command 'comapre' \(Did you mean compare\?\)\. See pomdp-gym --help\.$/,
    ],
    [
      'an unknown option',
      {},
      ['list', '--jsn'],
      /^Unknown option '--jsn' \(Did you mean --json\?\)\. See pomdp-gym list --help\.$/,
    ],
    [
      'an option before the command',
      {},
      ['--plugin', 'x', 'list'],
      /^Unknown option '--plugin'\. Options stand after the command\. See pomdp-gym list --help\.$/,
    ],
    [
      'too few arguments',
      {},
      ['info'],
      /^Missing required argument 'id-or-file'\. See pomdp-gym info --help\.$/,
    ],
    [
      'text for a number',
      {},
      ['compare', '--seeds', '0'],
      /^Option '--seeds <count>' argument '0' is invalid\. It must be a whole/,
    ],
    [
      'an unknown kind',
      {},
      ['list', 'agent'],
      /^There is no kind agent; the kinds are environment, policy, /,
    ],
    [
      'an unknown environment',
      {},
      ['compare', '--env', 'Tigr-v0'],
      /^There is no environment Tigr-v0\. Did you mean Tiger-v0\b/,
    ],
    [
      'a check of a misspelt id',
      {},
      ['check', 'Tiger-v1:accuracy=.8'],
      /^There is nothing named Tiger-v1\. Did you mean Tiger-v0, .*\? A plugin is named by its path \(\.\/Tiger-v1\) or its package\.$/,
    ],
    ['an unknown id', {}, ['info', 'sofmax'], /^There is nothing named sofmax\. Did you mean softmax\?$/],
    [
      'an option out of range',
      {},
      ['compare', '--agent', 'softmax+olpomdp:beta=2'],
      /^The option beta of learner olpomdp is 2; it must be a number of at least 0 and below 1\.$/,
    ],
    [
      'an agent that does not fit',
      {},
      ['run', 'ThreeState-v0', 'uniform+gpomdp+conjpomdp'],
      /^The agent uniform\+gpomdp\+conjpomdp climbs by gradients, and the policy uniform has no parameters\./,
    ],
    [
      'θ of another length',
      {},
      ['analyze', 'ThreeState-v0', '--theta', '1,2'],
      /has 4 parameters here, and 2 numbers are given\.$/,
    ],
    [
      'β out of range',
      {},
      ['analyze', 'ThreeState-v0', '--beta', '0,1'],
      /^β is 1; it must be at least 0 and below 1\.$/,
    ],
    [
      'a study that is not there',
      {},
      ['compare', 'HOME/none.yaml'],
      /^The study .*none\.yaml cannot be read: there is no such file\.$/,
    ],
    [
      'a malformed study',
      { 'bad.yaml': 'environments: [ThreeState-v0]\nagents:\n  - policy: softmax\n    stepz: 3\n' },
      ['compare', 'HOME/bad.yaml'],
      /bad\.yaml:4:5: agents\[0\]\.stepz is not known here\. Did you mean steps\?$/,
    ],
    [
      'an option of a study out of range',
      {
        'range.yaml':
          'environments: [ThreeState-v0]\nagents:\n  - policy: softmax\n    learner: { id: olpomdp, options: { step: 0 } }\n',
      },
      ['compare', 'HOME/range.yaml'],
      /range\.yaml:4:40: The option step of learner olpomdp is 0; it must be relative or a number above 0\.$/,
    ],
    [
      'a results folder that is a file',
      { taken: '' },
      ['compare', '--env', 'ThreeState-v0', '--agent', 'uniform', '--seeds', '1', '--out', 'HOME/taken'],
      /^Results cannot be kept in .*taken: there is a file of that name\. Give another folder with --out\.$/,
    ],
    [
      'a folder of results that is not there',
      {},
      ['results', 'HOME/nowhere'],
      /^There is no folder .*nowhere: give one that holds folders of results\.$/,
    ],
    [
      'the policy graph of a learner without parameters',
      {},
      ['run', 'ThreeState-v0', 'sarsa', '--output', 'HOME/x.pg'],
      /^The learner sarsa keeps values and no parameters, so --output cannot write its policy: do the run by compare, /,
    ],
    [
      'too many seeds of a comparison',
      {},
      ['compare', '--seeds', '1e9'],
      /^Option '--seeds <count>' argument '1e9' is invalid\. It must be at most 1000000\. /,
    ],
    [
      'too many seeds of a check',
      {},
      ['check', 'Tiger-v0', '--seeds', '1e9'],
      /^Option '--seeds <number>' argument '1e9' is invalid\. It must be at most 10000\. /,
    ],
    ['a check of nothing', {}, ['check', ''], /^Name a plugin or a model file: /],
    ...['Tiger-v0:', 'gpomdp:'].map((name): Misuse => [
      `a check of ${name}`,
      {},
      ['check', name],
      /^Options are missing behind the colon\. /,
    ]),
    [
      'a plugin that is not there',
      {},
      ['list', '--plugin', 'HOME/none.js'],
      /^The plugin .*none\.js is not there: /,
    ],
    [
      'a plugin that throws',
      { 'throws.js': "throw new Error('boom');" },
      ['list', '--plugin', 'HOME/throws.js'],
      /^The plugin .*throws\.js throws while loading \(Error: boom\)\. /,
    ],
    [
      'a plugin that exports nothing',
      { 'nothing.js': 'export {};' },
      ['compare', '--plugin', 'HOME/nothing.js'],
      /^The plugin .*nothing\.js exports no ContainerModule by default\. /,
    ],
    [
      'a plugin that takes an id that is taken',
      { 'taken.js': plugin('three') },
      ['list', '--plugin', 'HOME/taken.js'],
      /^The plugin .*taken\.js contributes the environment ThreeState-v0, which @pomdp-gym\/environment-three-state has/,
    ],
    [
      'a plugin that registers an id twice',
      { 'twice.js': plugin("{ ...three, id: 'Two-v0' }", "{ ...three, id: 'Two-v0' }") },
      ['check', 'HOME/twice.js'],
      /^The plugin .*twice\.js contributes the environment Two-v0 twice\. /,
    ],
  ];
  for (const [what, files, args, sentence] of misuses) {
    it(`refuses ${what} with one sentence on standard error and exit code 2, and leaves nothing behind`, async () => {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text);
      const out = join(home, 'out');
      const place = (arg: string) => arg.replace('HOME', home);
      const elsewhere = args[0] === 'compare' && !args.includes('--out') ? ['--out', out] : [];
      const given = [...args.map(place), ...elsewhere];
      const { code, out: printed, err } = await answer(...given);
      expect([code, printed]).to.deep.equal([2, '']);
      expect(err.trimEnd()).to.match(sentence).and.not.include('\n');
      expect(existsSync(out)).to.equal(false);
    });
  }

  it('names a plugin with a fault in one sentence, and shows its stack where DEBUG is set', async () => {
    const path = join(home, 'bug.js');
    writeFileSync(path, plugin("{ ...three, id: 'Bug-v0', create: () => undefined.x }"));
    const { code, out, err } = await answer('info', 'Bug-v0', '--plugin', path);
    expect([code, out]).to.deep.equal([2, '']);
    expect(err).to.match(
      /^The environment Bug-v0, which .*bug\.js contributes, throws as it is made \(TypeError: .*\): its create is at fault\.\n$/,
    );
    process.env['DEBUG'] = '1';
    const debugged = await answer('info', 'Bug-v0', '--plugin', path).finally(
      () => delete process.env['DEBUG'],
    );
    expect(debugged.code).to.equal(2);
    expect(debugged.err.slice(0, err.length)).to.equal(err);
    expect(debugged.err.slice(err.length)).to.match(/^TypeError: .*\n\s+at .*bug\.js/);
  });

  it('names an error of a plugin that comes later in one sentence with its place, however the plugin is named', async () => {
    const path = join(home, 'later.js');
    const create = '(options) => Object.assign(three.create(options), { model: () => undefined.x })';
    writeFileSync(path, plugin(`{ ...three, id: 'Later-v0', create: ${create} }`));
    process.chdir(home);
    for (const [flags, named] of [
      [['--plugin', path], []],
      [[`--plugin=${path}`], []],
      [[], ['./later.js']],
    ]) {
      writeFileSync('package.json', JSON.stringify({ 'pomdp-gym': { plugins: named } }));
      const { code, out, err } = await answer('info', 'Later-v0', ...flags!);
      expect([code, out]).to.deep.equal([2, '']);
      expect(err).to.match(
        /^A plugin fails at later\.js:\d+: TypeError: .*\. Set DEBUG=1 to see its stack\.\n$/,
      );
    }
    process.chdir(origin);
    process.env['DEBUG'] = '1';
    const debugged = await answer('info', 'Later-v0', '--plugin', path).finally(
      () => delete process.env['DEBUG'],
    );
    expect(debugged.code).to.equal(2);
    expect(debugged.err).to.match(/^A plugin fails at .*later\.js:\d+: TypeError: .*\.\nat .*later\.js/);
  });
});
