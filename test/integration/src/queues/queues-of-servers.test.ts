import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CellQueue } from '@pomdp-gym/experiment';
import { findPostgres, findRedis, PostgresServer, RedisServer } from '@pomdp-gym/test-problems';
import { expect } from 'chai';
import { connectQueue } from './connect-queue.test.support.js';
import { QueuedStudy, writtenStudy } from './queued-study.test.support.js';
import { WorkerProcesses } from './worker-processes.test.support.js';

/** POMDP_SLOW_QUEUES makes the study 200 runs of half a second at most, kills more workers, and tries Redis too. */
const isSlow = Boolean(process.env['POMDP_SLOW_QUEUES']);
const [SEEDS, BUDGET, KILLS] = isSlow ? [100, 10_000_000, 15] : [20, 300_000, 2];
const WORKERS = 3;

const servers = [
  ['pg-boss', 'PostgreSQL', findPostgres(), (program: string) => PostgresServer.start(program)],
  ['bullmq', 'Redis', findRedis(), (program: string) => RedisServer.start(program)],
] as const;

describe('Worker processes', () => {
  const home = mkdtempSync(join(tmpdir(), 'pomdp-gym-queues-'));
  let study: QueuedStudy;
  let single: string;
  before(async function () {
    this.timeout(600_000);
    study = await QueuedStudy.open(writtenStudy(SEEDS, BUDGET));
    single = await study.linesOfOneThread(join(home, 'single'));
  });
  after(() => rmSync(home, { recursive: true }));

  for (const [executor, name, program, start] of servers) {
    const skipped = program === undefined ? 'it is not installed' : 'POMDP_SLOW_QUEUES is not set';
    const isTested = program !== undefined && (isSlow || executor === 'pg-boss');
    const title = isTested
      ? `on ${name}, of which ${KILLS} are killed and replaced while the server restarts, write what a single thread writes`
      : `on ${name} are not tested: ${skipped}`;
    (isTested ? it : it.skip)(title, async () => {
      const server = await start(program!);
      const store = await connectQueue(executor, server.url());
      const queue = await study.queue(store);
      const workers = new WorkerProcesses(executor, server.url());
      try {
        for (let i = 0; i < WORKERS; i++) workers.start();
        await disturb(queue, workers, { server, runs: study.runs.length });
        const ends = await workers.ended();
        expect(ends.filter((end) => end === 'SIGKILL')).to.have.length(KILLS);
        expect(
          ends.filter((end) => end === 0),
          workers.errors,
        ).to.have.length(WORKERS);
        const { entries, incidents } = await queue.status();
        expect({ ...entries, incidents }).to.deep.equal({
          ...{ waiting: 0, leased: 0, done: study.runs.length, failed: 0, lost: 0, incidents: 0 },
        });
        expect(await study.linesOf(queue, join(home, executor))).to.equal(single);
      } finally {
        workers.kill();
        await store.close();
        await server.stop();
      }
    }).timeout(600_000);
  }
});

/** What happens to workers. */
interface Disturbance {
  readonly server: { crash(): Promise<void>; resume(): Promise<void> };
  readonly runs: number;
}

/** Replaces workers as the runs are done, evenly, and restarts the server in the middle. */
async function disturb(
  queue: CellQueue,
  workers: WorkerProcesses,
  { server, runs }: Disturbance,
): Promise<void> {
  for (let killed = 1; killed <= KILLS; killed++) {
    while ((await queue.status()).entries.done < (runs * killed) / (KILLS + 1)) await pause(50);
    workers.replaceOne();
    if (killed !== Math.ceil(KILLS / 2)) continue;
    await server.crash();
    await server.resume();
  }
}
