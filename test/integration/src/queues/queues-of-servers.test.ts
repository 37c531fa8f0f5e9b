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

const WORKERS = 3;
/** The size of the study, and how many workers are killed; POMDP_SLOW_QUEUES makes it 200 runs of half a second at most. */
const [SEEDS, BUDGET, KILLS] = process.env['POMDP_SLOW_QUEUES'] ? [100, 10_000_000, 15] : [20, 1_000_000, 3];

const servers = [
  ['pg-boss', 'PostgreSQL', findPostgres(), (program: string) => PostgresServer.start(program)],
  ['bullmq', 'Redis', findRedis(), (program: string) => RedisServer.start(program)],
] as const;

for (const [executor, name, program, start] of servers) {
  describe(`Three workers on ${name}${program === undefined ? ' are not tested: it is not installed' : ''}`, () => {
    const test = program === undefined ? it.skip : it;
    const home = mkdtempSync(join(tmpdir(), 'pomdp-gym-queues-'));
    after(() => rmSync(home, { recursive: true }));

    test('write what a single thread writes, to the bit, where they are killed and the server restarts', async () => {
      const study = await QueuedStudy.open(writtenStudy(SEEDS, BUDGET));
      const single = await study.linesOfOneThread(join(home, 'single'));
      const server = await start(program!);
      const store = await connectQueue(executor, server.url());
      const queue = await study.queue(store);
      const workers = new WorkerProcesses(executor, server.url());
      try {
        for (let i = 0; i < WORKERS; i++) workers.start();
        await disturb(queue, workers, server, study.runs.length);
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
        expect(await study.linesOf(queue, join(home, 'queue'))).to.equal(single);
      } finally {
        workers.kill();
        await store.close();
        await server.stop();
      }
    }).timeout(600_000);
  });
}

/** Replaces workers as the runs are done, evenly, and restarts the server in the middle. */
async function disturb(
  queue: CellQueue,
  workers: WorkerProcesses,
  server: { crash(): Promise<void>; resume(): Promise<void> },
  runs: number,
): Promise<void> {
  for (let kills = 1; kills <= KILLS; kills++) {
    while ((await queue.status()).entries.done < (runs * kills) / (KILLS + 1)) await pause(50);
    workers.replaceOne();
    if (kills !== Math.ceil(KILLS / 2)) continue;
    await server.crash();
    await server.resume();
  }
}
