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

/** The size of the study; POMDP_SLOW_QUEUES makes it 200 runs of half a second at most, and kills more workers. */
const isSlow = Boolean(process.env['POMDP_SLOW_QUEUES']);
const [SEEDS, BUDGET] = isSlow ? [100, 10_000_000] : [20, 300_000];

const servers = [
  ['pg-boss', 'PostgreSQL', findPostgres(), (program: string) => PostgresServer.start(program), 3, 2],
  ['bullmq', 'Redis', findRedis(), (program: string) => RedisServer.start(program), 2, 1],
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

  for (const [executor, name, program, start, count, fewKills] of servers) {
    const kills = isSlow ? 15 : fewKills;
    const title =
      program === undefined
        ? `on ${name} are not tested: it is not installed`
        : `(${count}) on ${name}, of which ${kills} are killed and replaced while the server restarts, write what a single thread writes`;
    (program === undefined ? it.skip : it)(title, async () => {
      const server = await start(program!);
      const store = await connectQueue(executor, server.url());
      const queue = await study.queue(store);
      const workers = new WorkerProcesses(executor, server.url());
      try {
        for (let i = 0; i < count; i++) workers.start();
        await disturb(queue, workers, { server, kills, runs: study.runs.length });
        const ends = await workers.ended();
        expect(ends.filter((end) => end === 'SIGKILL')).to.have.length(kills);
        expect(
          ends.filter((end) => end === 0),
          workers.errors,
        ).to.have.length(count);
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
  readonly kills: number;
  readonly runs: number;
}

/** Replaces workers as the runs are done, evenly, and restarts the server in the middle. */
async function disturb(
  queue: CellQueue,
  workers: WorkerProcesses,
  { server, kills, runs }: Disturbance,
): Promise<void> {
  for (let killed = 1; killed <= kills; killed++) {
    while ((await queue.status()).entries.done < (runs * killed) / (kills + 1)) await pause(50);
    workers.replaceOne();
    if (killed !== Math.ceil(kills / 2)) continue;
    await server.crash();
    await server.resume();
  }
}
