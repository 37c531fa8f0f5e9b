import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import 'reflect-metadata';
import { findPostgres, findRedis, PostgresServer, RedisServer } from '@pomdp-gym/test-problems';
import { expect } from 'chai';
import { answer } from './answer.test.support.js';
import { beginInThreads, heldPlugin } from './held-threads.test.support.js';
import { WorkProcesses } from './work-processes.test.support.js';

const study = `name: on servers
environments: [Held-v0]
plugins: [./held.js]
agents:
  - { name: gpomdp, policy: softmax, estimator: "gpomdp:beta=.8", optimizer: gradient-ascent, steps: 50 }
  - { name: random, policy: uniform }
seeds: 6
budget: 300
evaluation: { steps: 1000 }
`;
const RUNS = 12;

const servers = [
  ['pg-boss', 'PostgreSQL', findPostgres(), (program: string) => PostgresServer.start(program)],
  ['bullmq', 'Redis', findRedis(), (program: string) => RedisServer.start(program)],
] as const;

describe('One study on servers', function () {
  this.timeout(600_000);
  const origin = process.cwd();
  const address = process.env['POMDP_GYM_QUEUE'];
  let home: string;
  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-servers-'));
    process.chdir(home);
    delete process.env['POMDP_GYM_QUEUE'];
    writeFileSync('study.yaml', study);
    writeFileSync('held.js', heldPlugin);
    await succeed('compare', 'study.yaml', '--out', 'whole', '--bracket', '0', '--executor', 'in-process');
    const { code, runs } = await beginInThreads(home, 'study.yaml');
    expect(code).to.equal(130);
    expect(runs).to.be.within(3, RUNS - 5);
  });
  after(() => {
    process.chdir(origin);
    rmSync(home, { recursive: true });
    if (address !== undefined) process.env['POMDP_GYM_QUEUE'] = address;
  });

  const succeed = async (...args: string[]) => {
    const found = await answer(...args);
    expect(found.code, `${args.join(' ')}: ${found.err}`).to.equal(0);
    return found;
  };
  /** Starts a worker while a server is down, and the server once the worker says that it waits. */
  const workBefore = async (server: PostgresServer | RedisServer, flags: readonly string[]) => {
    await server.crash();
    const workers = new WorkProcesses(flags);
    workers.start();
    try {
      while (!workers.printedBy(0).includes('It is tried again for 600 seconds.') && workers.alive.length > 0)
        await pause(20);
      await server.resume();
      expect(await workers.ended(), workers.output).to.deep.equal([0]);
      expect(workers.output).to.match(
        /server listens at the address\. Start it, or correct the address\. It is/,
      );
      return { code: 0, out: workers.output, err: '' };
    } finally {
      workers.kill();
    }
  };
  const textOf = (folder: string) => readFileSync(join(folder, 'runs.jsonl'), 'utf8');

  for (const [executor, name, program, start] of servers) {
    const title =
      program === undefined
        ? `is not tested on ${name}, which is not installed`
        : `begun in threads and stopped by a signal, gone on with in a shard and finished on ${name} by a worker that is started before the server, has the same runs; nothing has the address`;
    (program === undefined ? it.skip : it)(title, async () => {
      rmSync(executor, { recursive: true, force: true });
      const server = await start(program!);
      try {
        writeFileSync('address', `${server.url()}\n`);
        const queue = ['--executor', executor, '--url-file', 'address'];
        const [shard, out] = ['shard', 'out'].map((folder) => `${executor}/${folder}`);
        const printed = [
          await succeed('work', 'study.yaml', '--shard', '1/3', '--out', shard!, '--workers', '1'),
          await succeed('merge', 'begun', shard!, '--out', out!),
          await succeed('queue', 'study.yaml', '--out', out!, ...queue),
          await workBefore(server, ['study.yaml', ...queue]),
          await succeed('status', ...queue),
          await succeed('queue', 'study.yaml', '--out', out!, ...queue),
        ];
        expect(textOf('whole').split('\n')).to.have.length(RUNS + 1);
        expect(textOf(out!)).to.equal(textOf('whole'));
        const written = readdirSync(out!).map((file) => readFileSync(join(out!, file), 'utf8'));
        const { host, password } = new URL(server.url());
        for (const text of [...written, ...printed.flatMap((each) => [each.out, each.err])])
          for (const part of [password, host]) expect(text).not.to.include(part);
      } finally {
        await server.stop();
      }
    });
  }
});
