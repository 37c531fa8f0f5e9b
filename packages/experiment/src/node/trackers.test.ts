import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunEvent } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { lastValueFrom, toArray } from 'rxjs';
import { checkStudy } from '../study/check-study.js';
import { coinRegistry } from '../run/coin.test.support.js';
import type { Executor, TaskReport } from '../executors/executor.js';
import { inProcessExecutor } from '../executors/in-process-executor.js';
import { parseStudy } from '../study/read-study.js';
import { runEvents } from '../run/run-events.js';
import { runsOf } from '../study/study.js';
import { chainHash } from './chain-hash.js';
import { workerExecutor } from './worker-executor.js';

const study = parseStudy({
  environments: ['Coin-v0'],
  agents: [
    { policy: 'logit', estimator: 'mean-score', optimizer: 'climb', steps: 50 },
    { policy: 'logit', learner: 'online' },
    { solver: 'ones-solver' },
  ],
  seeds: 2,
  budget: 300,
});

describe('Trackers', function () {
  this.timeout(240_000);
  let registry: Registry;
  let folder: string;
  before(async () => {
    registry = await coinRegistry();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-trackers-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const tasks = (options: Record<string, unknown>, runs = runsOf(study)) =>
    runs.map((description, run) => ({
      run,
      description,
      trackers: [{ id: 'lines', options: { folder, ...options } }],
    }));
  const execute = (executor: Executor, options = {}, runs = runsOf(study)): Promise<TaskReport[]> =>
    lastValueFrom(executor.execute(tasks(options, runs)).pipe(toArray()));
  const written = (file: string): unknown[] =>
    readFileSync(join(folder, file), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
  const filename = fileURLToPath(new URL('worker.test.support.js', import.meta.url));
  const executors: Record<string, () => Executor> = {
    'in this thread': () => inProcessExecutor(registry, () => 0, chainHash),
    'in workers': () =>
      workerExecutor({
        filename,
        workerData: undefined,
        workers: 2,
        makeTracker: (tracker) => registry.create('tracker', tracker),
      }),
  };

  for (const [where, executor] of Object.entries(executors)) {
    it(`see every event of every run, and have completed before it counts as done, ${where}`, async () => {
      await execute(executor());
      expect(readdirSync(folder)).to.have.length(runsOf(study).length);
      for (const description of runsOf(study)) {
        const { environment, agent, seed } = description;
        const events = await lastValueFrom(runEvents(description, registry).pipe(toArray<RunEvent>()));
        const expected = [...events, 'complete'].map((event): unknown => JSON.parse(JSON.stringify(event)));
        expect(written(`${environment.name} ${agent.name} ${seed}.jsonl`)).to.deep.equal(expected);
      }
    });

    it(`change nothing of the records, the chains of their events included, ${where}`, async () => {
      const done = (reports: TaskReport[]) =>
        reports
          .flatMap((report) => (report.kind === 'done' ? [report.record] : []))
          .sort((one, two) => one.run - two.run);
      // Its episodes end, which are events where there are trackers alone.
      const runs = runsOf({
        ...study,
        environments: parseStudy({ ...study, environments: ['DyingCoin-v0'] }).environments,
      });
      const alone = executor().execute(runs.map((description, run) => ({ run, description })));
      const followed = done(await execute(executor(), {}, runs));
      expect(followed).to.deep.equal(done(await lastValueFrom(alone.pipe(toArray()))));
      for (const { events } of followed) expect(events!.chain).to.match(/^[0-9a-f]{64}$/);
      const kinds = written(`DyingCoin-v0 ${runs[2]!.agent.name} 1.jsonl`).map(
        (line) => (line as RunEvent).kind,
      );
      expect(kinds).to.include('episode');
    });

    it(`end the task with what they throw, ${where}`, async () => {
      const failure = await execute(executor(), { throwing: true }).catch((error: Error) => error.message);
      expect(failure).to.equal(
        'The tracker lines fails: Error: The disk is full. Correct that, or leave the tracker out.',
      );
    });
  }

  /** A run that ends its thread, or gives no sign of progress. */
  const fatal = (by: string, patience: number) => ({
    run: 0,
    description: runsOf(
      parseStudy({
        environments: ['Coin-v0'],
        agents: [{ name: 'fatal', policy: 'logit', learner: { id: 'ends-thread', options: { by } } }],
        seeds: 1,
        budget: 10,
        patience,
      }),
    )[0]!,
    trackers: [{ id: 'lines', options: { folder } }],
  });

  // Silence alone waits for the patience; the other has a time in which even a busy machine ends it.
  for (const [by, patience, sentence] of [
    ['exit', 600, 'it ended its worker: process.exit(3) was called'],
    ['silence', 3, 'timed out: it gave no sign of progress for 3 seconds'],
  ] as const) {
    it(`are called with why where a run ends its thread by ${by}, and a whole record follows`, async () => {
      const reports = await lastValueFrom(
        executors['in workers']!()
          .execute([fatal(by, patience)])
          .pipe(toArray()),
      );
      const last = reports.at(-1)!;
      expect(last.kind === 'done' && last.record.error).to.equal(sentence);
      const lines = written('Coin-v0 fatal 1.jsonl');
      expect(lines.slice(0, 2).map((line) => (line as RunEvent).kind)).to.deep.equal(['started', 'start']);
      const stopped = { stopped: `Error: ${sentence}` };
      // A run that ends its worker is tried once more, and observed anew.
      expect(lines.filter((line) => 'stopped' in (line as object))).to.deep.equal(
        by === 'exit' ? [stopped, stopped] : [stopped],
      );
      expect(lines.at(-1)).to.deep.equal(stopped);
    });
  }

  it('see the run of a thread that is stopped, and that it is', async () => {
    const run = fatal('silence', 600);
    await new Promise<void>((resolve) => {
      const reports = executors['in workers']!().execute([run]);
      const subscription = reports.subscribe();
      const look = setInterval(() => {
        if (readdirSync(folder).length === 0) return;
        clearInterval(look);
        subscription.unsubscribe();
        resolve();
      }, 10);
    });
    expect(written('Coin-v0 fatal 1.jsonl').at(-1)).to.deep.equal({ stopped: 'Error: The run was stopped.' });
  });

  it('learn that the run is stopped', async () => {
    const executor = inProcessExecutor(registry, () => 0);
    await new Promise<void>((resolve) => {
      const subscription = executor.execute(tasks({})).subscribe();
      queueMicrotask(() => {
        subscription.unsubscribe();
        resolve();
      });
    });
    const [file] = readdirSync(folder);
    expect(written(file!).at(-1)).to.deep.equal({ stopped: 'Error: The run was stopped.' });
  });
});

describe('Wrappers of a study', () => {
  it('are put around its environment, the innermost first, and named with it', async () => {
    const registry = await coinRegistry();
    const written = parseStudy({
      environments: [{ id: 'Coin-v0', wrappers: ['scaled:factor=2', { id: 'shifted' }] }],
      agents: [{ policy: 'ones' }],
      seeds: 1,
      evaluation: { steps: 1000 },
    });
    const [run] = runsOf(written);
    expect(run!.environment.name).to.equal('Coin-v0+scaled:factor=2+shifted');
    const events = await lastValueFrom(runEvents(run!, registry).pipe(toArray<RunEvent>()));
    const last = events.at(-1)!;
    // Always 1 earns .9 a step; 2 · .9 + 1 = 2.8, where the other order would give 2 (.9 + 1) = 3.8.
    expect(last.kind === 'finished' && Math.abs(last.averageReward - 2.8) <= 3 * last.halfWidth!).to.equal(
      true,
    );
    expect(last.kind === 'finished' && last.halfWidth).to.be.below(0.2);
  });

  it('are refused where there is no such wrapper, or none is named', async () => {
    const registry = await coinRegistry();
    const study = parseStudy({
      environments: [{ id: 'Coin-v0', wrappers: ['scald'] }],
      agents: [{ policy: 'ones' }],
    });
    expect(() => checkStudy(study, registry)).to.throw('There is no wrapper scald. Did you mean scaled?');
    expect(() => parseStudy({ ...study, environments: [{ id: 'Coin-v0', wrappers: [] }] })).to.throw(
      'must name a wrapper',
    );
  });
});
