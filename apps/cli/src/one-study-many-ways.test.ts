import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import 'reflect-metadata';
import { expect } from 'chai';
import { answer } from './answer.test.support.js';
import { beginInThreads, heldPlugin } from './held-threads.test.support.js';
import { memoryQueuePlugin } from './memory-queue-plugin.test.support.js';

const main = fileURLToPath(new URL('main.js', import.meta.url));

/** Twelve runs of mixed lengths: agents that learn, and one that does not. */
const study = `name: many ways
environments: [ThreeState-v0, TMaze-v0]
agents:
  - { name: gpomdp, policy: softmax, estimator: "gpomdp:beta=.8", optimizer: gradient-ascent, steps: 50 }
  - { name: olpomdp, policy: softmax, learner: "olpomdp:beta=.8" }
  - { name: random, policy: uniform }
seeds: 2
budget: 300
evaluation: { steps: 1000 }
`;
const RUNS = 12;

/** Twelve runs too, which a test holds. */
const heldStudy = study
  .replace('[ThreeState-v0, TMaze-v0]', '[Held-v0]')
  .replace('seeds: 2', 'seeds: 4\nplugins: [./held.js]');

const three = import.meta.resolve('@pomdp-gym/environment-three-state');
/** An environment whose rewards are drawn by no named stream: no run comes out twice. */
const chancePlugin = `import { threeState } from '${three}';
  const create = (options) => {
    const { observationSpace, actionSpace, task, ...inner } = threeState.create(options);
    const made = threeState.create(options);
    return { observationSpace, actionSpace, task, reset: (random) => made.reset(random),
      step: (action) => ({ ...made.step(action), reward: Math.random() }) };
  };
  const spec = { ...threeState, id: 'Chance-v0', create };
  export default { id: 0, load: ({ bind }) => bind(Symbol.for('pomdp-gym/environment')).toConstantValue(spec) };`;

const chanceStudy = `name: chance
environments: [Chance-v0]
agents: [{ name: random, policy: uniform }]
seeds: 4
budget: 100
evaluation: { steps: 1000 }
`;

/** The files of a folder of results that follow from its study alone. */
const FILES = ['runs.jsonl', 'study.yaml', 'cells.json', 'provenance.json'];
/** Those that follow from its study and the plugins together. */
const RESULTS = ['runs.jsonl', 'study.yaml', 'cells.json'];

describe('One study', function () {
  this.timeout(600_000);
  const origin = process.cwd();
  const address = process.env['POMDP_GYM_QUEUE'];
  let home: string;
  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-ways-'));
    process.chdir(home);
    writeFileSync('study.yaml', study);
    writeFileSync('memory.js', memoryQueuePlugin);
    writeFileSync('chance.js', chancePlugin);
    writeFileSync('chance.yaml', chanceStudy);
    await compare('study.yaml', '--out', 'whole', '--executor', 'in-process');
    writeFileSync('held.js', heldPlugin);
    writeFileSync('held.yaml', heldStudy);
    await compare('held.yaml', '--out', 'held', '--executor', 'in-process');
    const { code, runs } = await beginInThreads(home, 'held.yaml');
    expect(code).to.equal(130);
    expect(runs).to.be.within(3, RUNS - 5);
  });
  let tries = 0;
  beforeEach(() => {
    process.env['POMDP_GYM_QUEUE'] = `memory://user:s3cret@here/db${++tries}`;
  });
  after(() => {
    process.chdir(origin);
    rmSync(home, { recursive: true });
    if (address === undefined) delete process.env['POMDP_GYM_QUEUE'];
    else process.env['POMDP_GYM_QUEUE'] = address;
  });

  /** Removes a folder that a try before this one wrote. */
  const anew = (folder: string) => rmSync(folder, { recursive: true, force: true });
  const succeed = async (...args: string[]) => {
    const found = await answer(...args);
    expect(found.code, `${args.join(' ')}: ${found.err}`).to.equal(0);
    return found;
  };
  const compare = (...args: string[]) => succeed('compare', ...args, '--bracket', '0');
  const queue = ['--plugin', './memory.js', '--executor', 'memory'];
  const filesOf = (folder: string) => FILES.map((file) => readFileSync(join(folder, file), 'utf8'));
  const sameAsHeld = (folder: string) => {
    for (const file of RESULTS)
      expect(readFileSync(join(folder, file), 'utf8'), `${folder}/${file}`).to.equal(
        readFileSync(join('held', file), 'utf8'),
      );
  };

  it('is watched in four shards, each of which has its part', async () => {
    anew('parts');
    for (const i of [1, 2, 3, 4])
      await succeed('work', 'study.yaml', '--shard', `${i}/4`, '--out', `parts/${i}`, '--workers', '1');
    const watched = await succeed('status', 'parts', '--watch');
    expect(watched.out.match(/many ways/g)).to.have.length(4);
    const { out } = await succeed('status', 'parts', 'whole', '--json');
    const { studies } = JSON.parse(out) as { studies: { entries: { waiting: number; done: number } }[] };
    const counts = studies.map(({ entries: { waiting, done } }) => [waiting, done]);
    expect(counts).to.deep.equal([...Array<number[]>(4).fill([0, 3]), [0, 12]]);
  });

  it('begun in threads and stopped by a signal, gone on with in shards and merged, has the same runs', async () => {
    ['thirds', 'on'].forEach(anew);
    for (const i of [1, 2, 3])
      await succeed(
        ...[
          'work',
          'held.yaml',
          '--shard',
          `${i}/3`,
          '--out',
          `thirds/${i}`,
          '--reuse',
          'begun',
          '--workers',
          '1',
        ],
      );
    const { out } = await succeed('merge', 'begun', 'thirds', '--out', 'on', '--json');
    expect(JSON.parse(out)).to.deep.include({ runs: RUNS, missing: 0, incidents: [] });
    sameAsHeld('on');
  });

  it('begun in threads and stopped, gone on with in a shard and finished from a queue, has the same runs', async () => {
    ['third', 'further'].forEach(anew);
    const third = ['--shard', '1/3', '--out', 'third', '--reuse', 'begun', '--workers', '1'];
    await succeed('work', 'held.yaml', ...third);
    await succeed('merge', 'begun', 'third', '--out', 'further');
    const planned = await succeed('queue', 'held.yaml', '--out', 'further', ...queue, '--json');
    const { entries, missing } = JSON.parse(planned.out) as { entries: { waiting: number }; missing: number };
    expect(missing).to.be.within(1, RUNS - 4);
    expect(entries.waiting).to.equal(missing);
    await succeed('work', 'held.yaml', ...queue, '--workers', '1');
    const { out } = await succeed('status', ...queue, '--json');
    expect(JSON.parse(out)).to.have.nested.property('studies[0].entries.done', missing);
    await succeed('queue', 'held.yaml', '--out', 'further', ...queue);
    sameAsHeld('further');
  });

  it('that is not deterministic is found out by second runs, and both results are kept', async () => {
    ['chance', 'other', 'both'].forEach(anew);
    const plugin = ['--plugin', './chance.js'];
    const run = ['compare', 'chance.yaml', ...plugin, '--bracket', '0', '--executor', 'in-process'];
    const { code, err } = await answer(...run, '--out', 'chance', '--confirm', '50%');
    expect([code, err.match(/is not deterministic: averageReward is /g)?.length]).to.deep.equal([1, 2]);
    expect(err).to.include('0 of 2 runs came out the same a second time.');
    await answer(...run, '--out', 'other');
    const merged = await answer('merge', 'chance', 'other', '--out', 'both', '--json');
    const { incidents, missing } = JSON.parse(merged.out) as { incidents: unknown[]; missing: number };
    expect([merged.code, incidents.length, missing]).to.deep.equal([1, 6, 0]);
    expect((await answer('status', 'both')).code).to.equal(1);
  });

  it('that is another one, or has limits of seconds to confirm, is refused with a sentence', async () => {
    writeFileSync('longer.yaml', study.replace('budget: 300', 'budget: { steps: 300, seconds: 9 }'));
    const timed = await answer('compare', 'longer.yaml', '--confirm', '5%', '--out', 'timed');
    expect([timed.code, timed.err]).to.deep.equal([
      2,
      'A limit of seconds ends runs at another step each time, so that --confirm finds nothing out: pomdp-gym verify repeats such runs.\n',
    ]);
    cpSync('whole', 'longer', { recursive: true });
    const text = readFileSync('longer/study.yaml', 'utf8');
    writeFileSync('longer/study.yaml', text.replace('budget: 300', 'budget: 400'));
    const { code, err } = await answer('merge', 'whole', 'longer', '--out', 'never');
    expect(code).to.equal(2);
    expect(err).to.match(
      /^longer holds the results of another study than whole: its budget is 400, and 300 here\./,
    );
  });

  it('comes from a queue whose address is printed nowhere', async () => {
    process.env['POMDP_GYM_QUEUE'] = 'memory://user:s3cret@nowhere/db';
    const { code, out, err } = await answer('queue', 'study.yaml', ...queue);
    expect([code, out]).to.deep.equal([2, '']);
    expect(err).to.include('cannot connect to …');
    expect(err).not.to.match(/s3cret|nowhere\/db/);
    for (const folder of ['further', 'whole']) expect(filesOf(folder).join()).not.to.match(/s3cret|memory:/);
  });

  it('is refused by a worker that lacks its plugins, and by commands that lack what they need', async () => {
    writeFileSync('named.yaml', `${chanceStudy}plugins: [./chance.js]\n`);
    process.env['POMDP_GYM_QUEUE'] = `memory://chance/db${tries}`;
    await succeed('queue', 'named.yaml', ...queue);
    const refused = await answer('work', ...queue);
    expect([refused.code, refused.err]).to.deep.equal([
      2,
      'chance: It needs the plugin ./chance.js: install it on this worker, and name it with --plugin.\n',
    ]);
    // The process below has a memory of its own, and no study in it.
    const below = spawnSync(process.execPath, [main, 'work', '--supervise', ...queue], { encoding: 'utf8' });
    expect([below.status, below.stderr]).to.deep.equal([
      2,
      'The queue has no study: pomdp-gym queue plans one.\n',
    ]);
    process.env['POMDP_GYM_QUEUE'] = '';
    for (const [args, sentence] of [
      [['work', ...queue], /^Where the queue is must be said: set the variable POMDP_GYM_QUEUE/],
      [['work', ...queue, '--url-file', 'nofile'], /^There is no file nofile/],
      [['work', '--executor', 'threads'], /^The executor threads has no queue/],
      [['work', '--shard', '1/2'], /^--shard needs a study file/],
      [['work', 'study.yaml', '--shard', '3/2'], /such as 1\/4 to 4\/4/],
      [['work', 'study.yaml', '--shard', '1/5000000000'], /^[^\n]*count[^\n]*100000[^\n]*\n$/],
      [['compare', 'study.yaml', '--executor', 'shard'], /^The executor shard spreads runs over processes/],
    ] as const) {
      const { code, err } = await answer(...args);
      expect([code, sentence.test(err)], err).to.deep.equal([2, true]);
    }
  });
});
