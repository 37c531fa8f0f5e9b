import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { lastValueFrom, toArray } from 'rxjs';
import type { Executor, Task } from '../executors/executor.js';
import { inProcessExecutor } from '../executors/in-process-executor.js';
import { coinRegistry } from '../run/coin.test.support.js';
import type { RunRecord } from '../run/run-record.js';
import { parseStudy } from '../study/read-study.js';
import { runsOf } from '../study/study.js';
import { chainHash } from './chain-hash.js';
import { ProgressSigns } from './progress-watch.js';
import { ThreadPool } from './thread-pool.js';
import { poolExecutor, workerExecutor, type WorkerResult, type WorkerTasks } from './worker-executor.js';

const sound = { policy: 'logit', learner: 'online' };
const ending = (by: string) => ({
  name: by,
  policy: 'logit',
  learner: { id: 'ends-thread', options: { by } },
});

const tasksOf = (...agents: readonly object[]): Task[] =>
  runsOf(parseStudy({ environments: ['Coin-v0'], agents, seeds: 1, budget: 300, patience: 1 })).map(
    (description, run) => ({ run, description }),
  );

const withPatience = (patience: number, { run, description }: Task): Task => ({
  run,
  description: { ...description, patience },
});

const recordsOf = async (executor: Executor, tasks: readonly Task[]): Promise<RunRecord[]> => {
  const reports = await lastValueFrom(executor.execute(tasks).pipe(toArray()));
  return reports.flatMap((report) => (report.kind === 'done' ? [report.record] : []));
};

describe('One worker that is sent many tasks at once', function () {
  this.timeout(240_000);
  const filename = fileURLToPath(new URL('worker.test.support.js', import.meta.url));
  const worker = () => workerExecutor({ filename, workerData: undefined, workers: 1 });
  let registry: Registry;
  before(async () => {
    registry = await coinRegistry();
  });

  it('does each once and in order, to the bits of a single thread', async () => {
    const tasks = tasksOf(sound, { ...sound, name: 'again' }, { policy: 'ones' });
    const here = await recordsOf(
      inProcessExecutor(registry, () => 0, chainHash),
      tasks,
    );
    expect(here).to.have.length(3);
    expect(await recordsOf(worker(), tasks)).to.deep.equal(here);
  });

  it('fails the runs alone that end it or fall silent, and does those between and after them', async () => {
    const [between, after] = ['between', 'after'].map((name) => ({ ...sound, name }));
    const given = tasksOf(sound, ending('exit'), between!, ending('silence'), after!);
    // However busy the machine is, none of the others times out.
    const tasks = given.map((task) => (task.run === 3 ? task : withPatience(600, task)));
    const records = await recordsOf(worker(), tasks);
    expect(records.map(({ run, error }) => [run, error ?? ''])).to.deep.equal([
      [0, ''],
      [1, 'it ended its worker: process.exit(3) was called'],
      [2, ''],
      [3, 'timed out: it gave no sign of progress for 1 seconds'],
      [4, ''],
    ]);
    const soundTasks = tasks.filter(({ run }) => run % 2 === 0);
    const here = await recordsOf(
      inProcessExecutor(registry, () => 0, chainHash),
      soundTasks,
    );
    expect(records.filter(({ run }) => run % 2 === 0)).to.deep.equal(here);
  });
});

/** A thread of which a test says what it posts, and when. */
class ScriptedPool extends ThreadPool {
  constructor(private readonly script: (sent: WorkerTasks) => Promise<void>) {
    super({ filename: '', workerData: undefined }, 1);
  }

  override async run(sent: WorkerTasks): Promise<WorkerResult> {
    await this.script(sent);
    return { kind: 'all done' };
  }
}

describe('A thread that is silent', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setInterval'] }));
  afterEach(() => mock.timers.reset());

  it('is held against no run that had not begun, where the last report of the one before was on its way', async () => {
    const tasks = tasksOf(sound, { ...sound, name: 'next' });
    const here = inProcessExecutor(await coinRegistry(), () => 0, chainHash);
    const records = await recordsOf(here, tasks);
    const pool = new ScriptedPool(async ({ port, signs }) => {
      new ProgressSigns(signs).give();
      mock.timers.tick(1000); // the first of eight looks sees the sign
      port.postMessage({ kind: 'done', record: records[0], seconds: 0 });
      mock.timers.tick(125);
      await turn();
      port.postMessage({ kind: 'done', record: records[1], seconds: 0 });
    });
    expect(await recordsOf(poolExecutor(pool), tasks)).to.deep.equal(records);
  });
});
