import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import 'reflect-metadata';
import {
  type CellQueue,
  MemoryStore,
  type PlannedCell,
  planText,
  readPlan,
  type StudyPlan,
  trialResult,
} from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { answer } from '../answer.test.support.js';
import { memoryQueuePlugin } from '../memory-queue-plugin.test.support.js';
import { WorkProcesses } from '../work-processes.test.support.js';

const three = import.meta.resolve('@pomdp-gym/environment-three-state');
/** A copy of a shipped environment; `reward` is the source of what a step returns as its reward. */
const environmentPlugin = (id: string, reward: string) => `import { threeState } from '${three}';
  const create = (options) => {
    const made = threeState.create(options);
    const { observationSpace, actionSpace, task } = made;
    return { observationSpace, actionSpace, task, reset: (random) => made.reset(random),
      step: (action) => { const step = made.step(action); return { ...step, reward: ${reward} }; } };
  };
  const spec = { ...threeState, id: '${id}', create };
  export default { id: 0, load: ({ bind }) => bind(Symbol.for('pomdp-gym/environment')).toConstantValue(spec) };`;

const studyOf = (environment: string, name = 'named', rest = '') => `name: ${name}
environments: [${environment}]
agents: [{ name: random, policy: uniform }]
seeds: 2
budget: 100
evaluation: { steps: 1000 }
${rest}`;

/** A store that has a plan which this version cannot read, besides the others. */
class LaterStore extends MemoryStore {
  override async studies(onUnreadable?: (problem: string) => void): Promise<readonly StudyPlan[]> {
    onUnreadable?.('the queue:1:1: Unknown key.');
    return super.studies();
  }
}

/** A store whose queue gets its entries after a worker looked at it, as while `queue` plans them. */
class LateStore extends MemoryStore {
  static cells: readonly PlannedCell[] = [];

  override async open(plan: StudyPlan): Promise<CellQueue> {
    const queue = await super.open(plan);
    const look = queue.status.bind(queue);
    queue.status = async () => {
      const status = await look();
      await queue.add(LateStore.cells);
      return status;
    };
    return queue;
  }
}

describe('Commands on a queue', function () {
  this.timeout(600_000);
  const origin = process.cwd();
  const address = process.env['POMDP_GYM_QUEUE'];
  const stores = new Map<string, MemoryStore>();
  const earlier: unknown = Reflect.get(globalThis, 'memoryQueues');
  let home: string;
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-queue-'));
    process.chdir(home);
    Reflect.set(globalThis, 'memoryQueues', stores);
    writeFileSync('memory.js', memoryQueuePlugin);
    writeFileSync('mine.js', environmentPlugin('Mine-v0', 'step.reward'));
    writeFileSync('chance.js', environmentPlugin('Chance-v0', 'Math.random()'));
    writeFileSync('mine.yaml', studyOf('Mine-v0', 'mine', 'plugins: [./mine.js]\n'));
    writeFileSync('plain.yaml', studyOf('ThreeState-v0', 'plain'));
    writeFileSync('chance.yaml', studyOf('Chance-v0', 'chance'));
  });
  after(() => {
    process.chdir(origin);
    rmSync(home, { recursive: true });
    Reflect.set(globalThis, 'memoryQueues', earlier);
    if (address === undefined) delete process.env['POMDP_GYM_QUEUE'];
    else process.env['POMDP_GYM_QUEUE'] = address;
  });

  const queue = ['--plugin', './memory.js', '--executor', 'memory'];
  /** A store of its own, which the commands that follow connect to. */
  const storeAt = (name: string, Store = MemoryStore): MemoryStore => {
    const store = new Store(() => performance.now() / 1000);
    stores.set(`memory://${name}`, store);
    process.env['POMDP_GYM_QUEUE'] = `memory://${name}`;
    return store;
  };
  /** The plan of a study as an older build with another plugin or program made it. */
  const older = (plan: StudyPlan, change: Partial<StudyPlan['handshake']>): StudyPlan =>
    readPlan(
      planText({ ...plan, id: `${plan.id}0`, handshake: { ...plan.handshake, ...change } }),
      'the queue',
    );
  const planOf = async (file: string): Promise<StudyPlan> => {
    const store = storeAt(`plan of ${file}`);
    expect((await answer('queue', file, ...queue)).code).to.equal(0);
    return (await store.studies())[0]!;
  };
  const work = (...args: string[]) => answer('work', ...args, ...queue, '--workers', '1');

  it('queue ends with exit code 1 where results differ', async () => {
    storeAt('chance');
    const chance = ['chance.yaml', '--plugin', './chance.js', ...queue];
    expect((await answer('queue', ...chance, '--confirm', '100%')).code).to.equal(0);
    await work('--plugin', './chance.js');
    const { code, out } = await answer('queue', ...chance, '--json');
    expect(JSON.parse(out)).to.have.property('incidents', 2);
    expect(code).to.equal(1);
  });

  it('status --watch ends with exit code 130 at a signal', async () => {
    storeAt('watched');
    writeFileSync('watched.yaml', studyOf('ThreeState-v0', 'watched'));
    expect((await answer('queue', 'watched.yaml', ...queue)).code).to.equal(0);
    const before = process.listenerCount('SIGTERM');
    const watched = answer('status', '--watch', '600', ...queue);
    while (process.listenerCount('SIGTERM') === before) await pause(5);
    process.emit('SIGTERM', 'SIGTERM');
    const { code, out } = await watched;
    expect(code).to.equal(130);
    expect(out).to.match(/^watched +2 /m);
  });

  it('work ends with exit code 130 at a signal while its store is not reached', async () => {
    process.env['POMDP_GYM_QUEUE'] = 'postgres://127.0.0.1:1/nothing-listens';
    const processes = new WorkProcesses([]);
    processes.start();
    while (processes.alive.length > 0 && !processes.printedBy(0).includes('tried again')) await pause(20);
    const end = await processes.end(0, 'SIGINT');
    expect(end, processes.printedBy(0)).to.equal(130);
  });

  it('work refuses flags of a queue beside a shard, where they have no effect', async () => {
    writeFileSync('shard.yaml', studyOf('ThreeState-v0', 'shard'));
    for (const flag of [['--url-file', 'x'], ['--supervise'], ['--executor', 'memory']]) {
      const { code, err } = await answer('work', 'shard.yaml', '--shard', '1/1', ...flag);
      expect(code, err).to.equal(2);
      expect(err).to.contain(`${flag[0]} goes with a queue: leave it out where --shard is given.`);
    }
  });

  it('work loads the plugins that the study file of the worker names', async () => {
    storeAt('mine');
    await answer('queue', 'mine.yaml', ...queue);
    const { code, out, err } = await work('mine.yaml', '--json');
    expect(code, err).to.equal(0);
    expect(JSON.parse(out)).to.have.nested.property('studies[0].outcomes.kept', 2);
  });

  it('work waits for the runs of a study whose planning has only begun', async () => {
    const plan = await planOf('plain.yaml');
    const planned = await stores.get('memory://plan of plain.yaml')!.open(plan);
    LateStore.cells = await planned.take({ lease: 'l', worker: 'w', weight: Infinity });
    await storeAt('late', LateStore).open(plan);
    const { code, out, err } = await work();
    expect([code, out], err).to.deep.equal([0, 'plain: 2 cells done, 0 confirmed, nothing is left.\n']);
  });

  it('work leaves a study of an older build alone: in silence where nothing of it is left, else with a sentence', async () => {
    const plan = await planOf('plain.yaml');
    const store = storeAt('older');
    const old = await store.open(older(plan, { program: '0'.repeat(64) }));
    await old.add([{ run: 1, cell: 'done', copy: 0, weight: 1 }]);
    const [leased] = await old.take({ lease: 'l', worker: 'w', weight: 1 });
    await old.commit(trialResult(leased!, 'w'));
    const finished = await work();
    expect([finished.code, finished.err]).to.deep.equal([0, '']);
    await old.add([{ run: 0, cell: 'c', copy: 0, weight: 1 }]);
    const alone = await work();
    expect(alone.code).to.equal(2);
    expect(alone.err).to.match(/^plain: The code that does runs differs/);
    await answer('queue', 'plain.yaml', ...queue);
    const { code, out, err } = await work();
    expect(code).to.equal(0);
    expect(err).to.match(/^plain: The code that does runs differs/);
    expect(out).to.equal('plain: 2 cells done, 0 confirmed, nothing is left.\n');
  });

  it('queue, work and status leave a plan out that this version cannot read', async () => {
    storeAt('later', LaterStore);
    for (const line of [['queue', 'plain.yaml'], ['work'], ['status']]) {
      const { code, err } = await answer(...line, ...queue);
      expect(code, err).to.equal(0);
      if (line[0] !== 'queue')
        expect(err).to.equal('A study in the queue is left out: the queue:1:1: Unknown key.\n');
    }
  });

  it('work names what differs where the queue has the study of another version', async () => {
    const plan = await planOf('mine.yaml');
    const store = storeAt('changed');
    const modules = { ...plan.handshake.modules, 'environment Mine-v0': '0'.repeat(64) };
    await store.open(older(plan, { modules }));
    const { code, err } = await work('mine.yaml');
    expect(code).to.equal(2);
    expect(err).to.match(
      /^The queue has the study mine.yaml of another version. The plugin of the environment Mine-v0 differs: 000000000000 in the plan/,
    );
    const other = await work('plain.yaml');
    expect([other.code, other.err]).to.deep.equal([
      2,
      'The queue does not have the study plain.yaml as it is here: pomdp-gym queue plans it.\n',
    ]);
  });
});
