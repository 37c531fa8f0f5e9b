import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { InputError, isInputError, type RunDescription } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { concatMap, from, lastValueFrom, map, tap } from 'rxjs';
import { coinRegistry } from '../run/coin.test.support.js';
import type { CellQueue, CellResult } from '../executors/cell-queue.js';
import type { Executor, TaskReport } from '../executors/executor.js';
import { inProcessExecutor } from '../executors/in-process-executor.js';
import { MemoryStore } from '../executors/memory-store.js';
import { OutOfReach } from '../executors/out-of-reach.js';
import { plannedCells } from '../executors/planned-cells.js';
import { runStudy } from '../results/run-study.js';
import { writeJson } from '../saved/json-text.js';
import { completeStudy } from '../study/complete-study.js';
import { parseStudy } from '../study/read-study.js';
import { runsOf, type Study } from '../study/study.js';
import { Cells } from './cells.js';
import type { CellWorkerSettings, WorkDone } from './cell-worker.js';

import { chainHash } from './chain-hash.js';
import { checkpointAt } from './checkpoint-at.test.support.js';
import { exportCells } from './export-cells.js';
import { incidentsIn } from './incidents.js';
import { planCells } from './plan-cells.js';
import { ResultsFolder } from './results-folder.js';
import { studyPlan } from './study-plan.js';
import { workCells, type WorkMeans } from './work-cells.js';

const written = {
  environments: ['Coin-v0', 'HandmadeCoin-v0'],
  agents: [
    { policy: 'logit', estimator: 'mean-score', optimizer: 'climb', steps: 50 },
    { name: 'broken', policy: 'logit', estimator: 'mean-score', optimizer: 'climb:ends=throwing', steps: 50 },
    { policy: 'ones' },
  ],
  seeds: 2,
  budget: 300,
};

const provenance = { versions: { 'pomdp-gym': '1.0.0' }, build: 'b', plugins: [], files: {} };
const never = new AbortController().signal;

describe('workCells', () => {
  let registry: Registry;
  let study: Study;
  let runs: readonly RunDescription[];
  let cells: Cells;
  let home: string;
  let whole: string;
  before(async () => {
    registry = await coinRegistry();
    study = completeStudy(parseStudy(written), registry);
    runs = runsOf(study);
    cells = cellsWith('p');
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-queue-'));
    await lastValueFrom(runStudy(study, executor(), open('whole')));
    whole = lines('whole');
  });
  after(() => rmSync(home, { recursive: true }));

  const cellsWith = (program: string) =>
    new Cells(study, { registry, program, pluginDigest: () => 'd', files: {} });
  const executor = () => inProcessExecutor(registry, () => 0, chainHash);
  const open = (name: string) =>
    ResultsFolder.open(join(home, name), study, provenance, (run) => cells.idOf(run));
  const lines = (name: string) => readFileSync(join(home, name, 'runs.jsonl'), 'utf8');

  /** A store with the study in it, whose clock moves a hundredth of a second each time it is read. */
  const planned = async (confirm = 0): Promise<CellQueue> => {
    let now = 0;
    const queue = await new MemoryStore(() => (now += 0.01)).open(studyPlan(study, cells.handshake()));
    await planCells(
      queue,
      plannedCells(runs, (run) => cells.idOf(run), confirm),
    );
    return queue;
  };

  type Changed = Partial<CellWorkerSettings & WorkMeans & { readonly executor: Executor }>;

  const settingsOf = (queue: CellQueue, worker: string, changed: Changed = {}): CellWorkerSettings => ({
    ...{ queue, worker, runs, versions: provenance.versions, handshake: cells.handshake() },
    idOf: (run) => cells.idOf(run),
    ...changed,
  });

  const meansOf = (changed: Changed = {}): WorkMeans => {
    let now = 0;
    return {
      executors: [changed.executor ?? executor()],
      clock: () => (now += 1),
      times: { look: 0.001, chunk: 3 },
      ...changed,
    };
  };

  /** Lets a worker do what a queue has. Throws where it refuses to. */
  const work = async (
    queue: CellQueue,
    worker: string,
    changed: Changed = {},
    signal = never,
  ): Promise<WorkDone> => {
    const [done] = await workCells([settingsOf(queue, worker, changed)], meansOf(changed), signal);
    if (done!.refusal) throw done!.refusal;
    return done!;
  };

  const exported = async (queue: CellQueue, name: string): Promise<string> => {
    await exportCells(queue, open(name));
    return lines(name);
  };

  it('gives the lines of a single thread, with two workers that share a queue, and exports them any number of times', async () => {
    const queue = await planned(0.1);
    const done = await Promise.all([work(queue, 'a'), work(queue, 'b')]);
    expect(done.map(({ ended }) => ended)).to.deep.equal([true, true]);
    expect(done[0]!.outcomes.kept + done[1]!.outcomes.kept).to.equal(runs.length);
    expect(done[0]!.outcomes.confirmed + done[1]!.outcomes.confirmed).to.equal(2); // a tenth of 12, rounded up
    expect(await exported(queue, 'queue')).to.equal(whole);
    expect(await exportCells(queue, open('queue'))).to.equal(0);
    expect(lines('queue')).to.equal(whole);
    const { entries, incidents } = await queue.status();
    expect([entries.done + entries.failed, entries.lost, incidents]).to.deep.equal([runs.length + 2, 0, 0]);
  });

  it('stops at a signal, gives back what it has not done, and another one goes on', async () => {
    const queue = await planned();
    const stop = new AbortController();
    let reports = 0;
    const onReport = () => {
      if (++reports === 5) stop.abort();
    };
    const first = await work(queue, 'a', { onReport, times: { chunk: 1e6, look: 0.001 } }, stop.signal);
    expect([first.ended, first.outcomes.kept < runs.length]).to.deep.equal([false, true]);
    const { entries } = await queue.status();
    expect(entries.leased).to.equal(0);
    expect((await work(queue, 'b')).ended).to.equal(true);
    expect(await exported(queue, 'stopped')).to.equal(whole);
  });

  it('goes on where a worker died without a word, and takes its late results', async () => {
    const queue = await planned();
    const dead = await queue.take({ lease: 'dead', worker: 'dead', weight: 2000 });
    expect(dead.length).to.be.above(1);
    await work(queue, 'b', { times: { look: 0.001, chunk: 3, silence: 1 } });
    expect(await exported(queue, 'died')).to.equal(whole);
  });

  it('calls a store again that is out of reach', async () => {
    const queue = await planned();
    let calls = 0;
    const flaky = new Proxy(queue, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...given: unknown[]) =>
          ++calls % 7 === 0
            ? Promise.reject(new OutOfReach('It is started again.'))
            : Reflect.apply(method, target, given);
      },
    });
    expect((await work(flaky, 'a')).ended).to.equal(true);
    expect(await exported(queue, 'flaky')).to.equal(whole);
  });

  it('ends with the error of a result that cannot be kept, begins no other cell, and gives back what it has', async () => {
    const queue = await planned();
    let [kept, begun] = [0, 0];
    const commit = (result: CellResult) =>
      kept++ === 0 ? queue.commit(result) : Promise.reject(new InputError('The disk is full.'));
    const full = new Proxy(queue, {
      get: (target, name): unknown => {
        const method: unknown = name === 'commit' ? commit : Reflect.get(target, name);
        return typeof method === 'function' ? method.bind(target) : method;
      },
    });
    /** Does tasks one after another, each a turn of the event loop after the one before. */
    const slow: Executor = {
      execute: (tasks) =>
        from(tasks).pipe(
          concatMap((task) =>
            from(turn().then(() => void begun++)).pipe(concatMap(() => executor().execute([task]))),
          ),
        ),
    };
    const settings = { executor: slow, times: { chunk: 1e6, look: 0.001 } };
    const error: unknown = await work(full, 'a', settings).catch((reason: unknown) => reason);
    expect(String(error)).to.match(/The disk is full/);
    expect(begun, 'one cell of the first lease, and one of all others in the second').to.equal(2);
    expect((await queue.status()).entries).to.deep.include({ waiting: runs.length - 1, leased: 0 });
  });

  it('ends with the error of the last result of a lease, which cannot be kept', async () => {
    const queue = await planned();
    let calls = 0;
    const commit = (result: CellResult) =>
      ++calls === runs.length ? Promise.reject(new InputError('The disk is full.')) : queue.commit(result);
    const full = new Proxy(queue, {
      get: (target, name): unknown => {
        const method: unknown = name === 'commit' ? commit : Reflect.get(target, name);
        return typeof method === 'function' ? method.bind(target) : method;
      },
    });
    const error: unknown = await work(full, 'a').catch((reason: unknown) => reason);
    expect(String(error)).to.match(/The disk is full/);
    expect((await queue.status()).entries).to.deep.include({ waiting: 1, leased: 0 });
  });

  describe('whose runs take', () => {
    const agents = [
      {
        name: 'broken',
        policy: 'logit',
        estimator: 'mean-score',
        optimizer: 'climb:ends=throwing',
        steps: 50,
      },
      { name: 'sound', policy: 'logit', estimator: 'mean-score', optimizer: 'climb', steps: 50 },
    ];
    const settled = (agent: number) => {
      const chosen = [agents[agent]!, agents[1]!].slice(agent);
      const mixed = completeStudy(
        parseStudy({ environments: ['Coin-v0'], agents: chosen, seeds: 10, budget: 300 }),
        registry,
      );
      const own = new Cells(mixed, { registry, program: 'p', pluginDigest: () => 'd', files: {} });
      return { own, mixed, mixedRuns: runsOf(mixed) };
    };
    const queueOf = async ({ own, mixed, mixedRuns }: ReturnType<typeof settled>): Promise<CellQueue> => {
      const queue = await new MemoryStore(() => 0).open(studyPlan(mixed, own.handshake()));
      await planCells(
        queue,
        plannedCells(mixedRuns, (run) => own.idOf(run), 0),
      );
      return queue;
    };
    /** How many cells each lease has, where runs take so many seconds and nothing else takes any. */
    const sizesOf = async (
      given: ReturnType<typeof settled>,
      queue: CellQueue,
      secondsOf: (report: Extract<TaskReport, { kind: 'done' }>, isResumed: boolean) => number,
    ): Promise<number[]> => {
      const sizes: number[] = [];
      let now = 0;
      const timed: Executor = {
        execute: (tasks) =>
          from(tasks).pipe(
            concatMap((task) =>
              executor()
                .execute([{ ...task, checkpoint: undefined }])
                .pipe(
                  tap((report) => {
                    if (report.kind === 'done') now += secondsOf(report, task.checkpoint !== undefined);
                  }),
                ),
            ),
          ),
      };
      await work(queue, 'a', {
        ...{ executor: timed, clock: () => now, runs: given.mixedRuns, handshake: given.own.handshake() },
        idOf: (run: RunDescription) => given.own.idOf(run),
        onLease: (held: readonly unknown[]) => sizes.push(held.length),
        times: { look: 0.001, chunk: 30, least: 1 },
      });
      return sizes;
    };
    /** Runs of ten seconds: three in a lease of 30 seconds; at most half of what waits; one at first. */
    const ofTen = [1, 3, 3, 1, 1, 1];

    it('ten seconds, or fail at once: it leases no more than for the first kind', async () => {
      const given = settled(0);
      const sizes = await sizesOf(given, await queueOf(given), ({ record }) =>
        record.status === 'finished' ? 10 : 0.01,
      );
      expect(sizes).to.deep.equal([...Array<number>(10).fill(1), ...ofTen]);
    });

    it('ten seconds, or half a second from a checkpoint: it leases no more than for the first kind', async () => {
      const given = settled(1);
      const queue = await queueOf(given);
      const [first] = await queue.take({ lease: 'before', worker: 'b', weight: 0 });
      await queue.keepCheckpoint(first!, writeJson(checkpointAt(9.5)));
      await queue.release('before');
      const sizes = await sizesOf(given, queue, (_, isResumed) => (isResumed ? 0.5 : 10));
      expect(sizes).to.deep.equal([1, 1, 3, 2, 1, 1, 1]);
    });

    it('ten seconds, but the first a hundredth: it leases four times as much then, and three as soon as it has others', async () => {
      const given = settled(1);
      let count = 0;
      const sizes = await sizesOf(given, await queueOf(given), () => (count++ === 0 ? 0.01 : 10));
      expect(sizes).to.deep.equal([1, 4, 2, 1, 1, 1]);
    });
  });

  /** How many cells each lease of a worker has, where it would have all at once for the time that a lease may take. */
  const leaseSizes = async (queue: CellQueue, least: number): Promise<number[]> => {
    const sizes: number[] = [];
    const onLease = (held: readonly unknown[]) => sizes.push(held.length);
    const onIdle = () => void queue.release('other');
    await work(queue, 'a', { onLease, onIdle, times: { look: 0.001, chunk: 1e6, least } });
    return sizes;
  };

  it('leases one cell first, then half of what waits or, with another worker, a quarter', async () => {
    // Of 12, 11, 7, 4, 2 and 1; four times as much as before at most.
    expect(await leaseSizes(await planned(), 0)).to.deep.equal([1, 4, 3, 2, 1, 1]);
    const shared = await planned();
    await shared.take({ lease: 'other', worker: 'other', weight: 0 });
    expect((await leaseSizes(shared, 0)).slice(0, 4)).to.deep.equal([1, 2, 2, 1]); // of 11, 10, 8 and 6
  });

  it('leases no less than it does in the shortest time that a lease should take', async () => {
    expect(await leaseSizes(await planned(), 1e6)).to.deep.equal([1, 4, 7]);
  });

  it('leases no more than an equal part for that, with another worker', async () => {
    const shared = await planned();
    await shared.take({ lease: 'other', worker: 'other', weight: 0 });
    expect((await leaseSizes(shared, 1e6)).slice(0, 4)).to.deep.equal([1, 4, 3, 1]); // of 11, 10, 6 and 3
  });

  it('does as many runs at once as it has executors, from its first lease on', async () => {
    const queue = await planned();
    let [now, most] = [0, 0];
    /** Does a task in five turns of the event loop, which is longer than a lease should last. */
    const slow: Executor = {
      execute: (tasks) =>
        from(tasks).pipe(
          concatMap((task) => {
            most = Math.max(most, ++now);
            const wait = async () => {
              for (let i = 0; i < 5; i++) await turn();
              now--;
            };
            return from(wait()).pipe(concatMap(() => executor().execute([task])));
          }),
        ),
    };
    const times = { look: 0.001, chunk: 0.001 };
    expect((await work(queue, 'a', { executors: [slow, slow, slow], times })).ended).to.equal(true);
    expect(most).to.equal(3);
    expect(await exported(queue, 'lanes')).to.equal(whole);
  });

  it('does the cells of the next study while another worker has the last ones of the first', async () => {
    const [first, next] = [await planned(), await planned()];
    await first.take({ lease: 'other', worker: 'other', weight: 0 });
    const left: number[] = [];
    const onIdle = () => {
      void next.status().then(({ entries }) => left.push(entries.waiting + entries.leased));
      void first.release('other');
    };
    const studies = [settingsOf(first, 'a', { onIdle }), settingsOf(next, 'a')];
    const done = await workCells(studies, meansOf(), never);
    expect(done.map(({ ended }) => ended)).to.deep.equal([true, true]);
    expect(left[0], 'cells of the next study when the worker first had nothing to do').to.equal(0);
    for (const queue of [first, next]) expect((await queue.status()).entries.leased).to.equal(0);
  });

  it('leaves a study that it refuses to others, and does the next', async () => {
    const [first, next] = [await planned(), await planned()];
    const refused = settingsOf(first, 'a', { idOf: () => 'f'.repeat(64) });
    const done = await workCells([refused, settingsOf(next, 'a')], meansOf(), never);
    expect(done.map(({ ended, refusal }) => [ended, refusal !== undefined])).to.deep.equal([
      [false, true],
      [true, false],
    ]);
    expect((await first.status()).entries).to.deep.include({ waiting: runs.length, leased: 0 });
  });

  it('finds a run that comes out otherwise the second time, and both results are kept', async () => {
    const queue = await planned(1);
    let count = 0;
    const chance: Executor = {
      execute: (tasks) =>
        executor()
          .execute(tasks)
          .pipe(
            map((report) =>
              report.kind === 'done' && report.record.run === 1 && ++count === 2
                ? { ...report, record: { ...report.record, averageReward: 0.123 } }
                : report,
            ),
          ),
    };
    const { outcomes } = await work(queue, 'a', { executor: chance });
    expect(outcomes).to.deep.equal({ kept: runs.length, confirmed: runs.length - 1, different: 1 });
    expect(await exported(queue, 'chance')).to.equal(whole);
    const found = incidentsIn(join(home, 'chance')).map(({ record: { run, averageReward } }) => [
      run,
      averageReward,
    ]);
    expect(found).to.deep.equal([[1, 0.123]]);
    await exportCells(queue, open('chance'));
    expect(incidentsIn(join(home, 'chance'))).to.have.length(1);
  });

  const refusal = async (changed: Changed): Promise<string> => {
    const queue = await planned();
    const error: unknown = await work(queue, 'a', changed).catch((reason: unknown) => reason);
    expect(isInputError(error)).to.equal(true);
    const { entries } = await queue.status();
    expect(entries).to.deep.include({ waiting: runs.length, leased: 0 });
    return (error as Error).message;
  };

  it('refuses to begin with other code, another plugin or other mathematics', async () => {
    const own = cells.handshake();
    expect(await refusal({ handshake: cellsWith('q').handshake() })).to.match(
      /^The code that does runs differs/,
    );
    const modules = { ...own.modules, 'policy logit': 'other' };
    expect(await refusal({ handshake: { ...own, modules } })).to.match(
      /^The plugin of the policy logit differs/,
    );
    expect(await refusal({ handshake: { ...own, arithmetic: 'x' } })).to.match(/numeric fingerprint is x/);
    expect(await refusal({ handshake: { ...own, protocol: 2 } })).to.match(/version 1 of the protocol/);
  });

  it('refuses a cell that is another one here, and gives it back', async () => {
    const sentence = await refusal({ idOf: () => 'f'.repeat(64) });
    expect(sentence).to.match(/^Run \d+ is the cell [0-9a-f]{12} in the plan, and f{12} here/);
  });
});
