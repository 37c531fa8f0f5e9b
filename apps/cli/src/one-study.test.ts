import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import 'reflect-metadata';
import type { CellQueue } from '@pomdp-gym/experiment';
import { findPostgres, findRedis, PostgresServer, RedisServer } from '@pomdp-gym/test-problems';
import { expect } from 'chai';
import { answer } from './answer.test.support.js';
import { connectStore, onlyQueue } from './connect-store.test.support.js';
import { Gate, gatedPlugin } from './gated-plugin.test.support.js';
import { SlurmServer } from './slurm-server.test.support.js';
import { WorkProcesses } from './work-processes.test.support.js';

/** POMDP_SLOW_QUEUES makes runs half a second long, kills more workers, and waits until their silence is noticed. */
const isSlow = Boolean(process.env['POMDP_SLOW_QUEUES']);
const BUDGET = isSlow ? 400_000 : 1000;
const KILLS = isSlow ? { postgres: 15, redis: 15 } : { postgres: 2, redis: 1 };
const WORKERS = { postgres: 3, redis: isSlow ? 3 : 2 };
const RUNS = 200;
/** Episodes that begin before a worker is stopped, and between that and the last one that is killed: fewer than runs, so that some are left. */
const [FIRST, THEN] = [20, 80];

/** Runs of mixed lengths: agents that learn for the whole budget or half of it, and one that does not learn. */
const study = `name: everywhere
environments: [Gated-v0]
plugins: [./gated.js]
agents:
  - { name: gpomdp, policy: softmax, estimator: "gpomdp:beta=.8", optimizer: conjpomdp, steps: ${BUDGET / 20} }
  - { name: ascent, policy: softmax, estimator: "gpomdp:beta=.8", optimizer: gradient-ascent, steps: ${BUDGET / 10} }
  - { name: olpomdp, policy: softmax, learner: "olpomdp:beta=.8" }
  - { name: random, policy: uniform }
seeds: ${RUNS / 4}
budget: ${BUDGET}
evaluation: { steps: 1000 }
`;

/** The files of a folder of results that follow from its study alone. */
const FILES = ['runs.jsonl', 'study.yaml', 'cells.json', 'provenance.json'];

const command = fileURLToPath(new URL('../bin/pomdp-gym.js', import.meta.url));
const [postgres, redis] = [findPostgres(), findRedis()];

describe(`One study of ${RUNS} runs has the same files, to the bit,`, function () {
  this.timeout(isSlow ? 1_800_000 : 900_000);
  const origin = process.cwd();
  let home: string;
  let other: string;
  before(async () => {
    [home, other] = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'pomdp-gym-everywhere-'))) as [
      string,
      string,
    ];
    process.chdir(home);
    writeFileSync('study.yaml', study);
    writeFileSync('gated.js', gatedPlugin);
    await compare('whole', 'in-process');
    expect(textIn('whole', 'runs.jsonl').split('\n')).to.have.length(RUNS + 1);
  });
  after(() => {
    process.chdir(origin);
    for (const folder of [home, other]) rmSync(folder, { recursive: true });
  });

  /** Removes a folder that a try before this one wrote. */
  const anew = (folder: string) => rmSync(folder, { recursive: true, force: true });
  const succeed = async (...args: string[]) => {
    const found = await answer(...args);
    expect(found.code, `${args.join(' ')}: ${found.err}`).to.equal(0);
    return found;
  };
  const compare = (out: string, executor: string) =>
    succeed('compare', 'study.yaml', '--out', out, '--bracket', '0', '--executor', executor);
  const textIn = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');
  const sameAsWhole = (folder: string) => {
    for (const file of FILES) expect(textIn(folder, file), file).to.equal(textIn('whole', file));
  };

  for (const count of [1, 2])
    it(`from ${count === 1 ? 'one thread' : `${count} threads`} as without threads`, async () => {
      anew(`threads-${count}`);
      await compare(`threads-${count}`, `threads:count=${count}`);
      sameAsWhole(`threads-${count}`);
    });

  it('from four shards that are merged twice', async () => {
    ['parts', 'merged'].forEach(anew);
    for (const i of [1, 2, 3, 4])
      await succeed('work', 'study.yaml', '--shard', `${i}/4`, '--out', `parts/${i}`, '--workers', '1');
    const lines = readdirSync('parts').map((part) => textIn(join('parts', part), 'runs.jsonl').split('\n'));
    expect(lines.map(({ length }) => length - 1)).to.deep.equal([50, 50, 50, 50]);
    const added: unknown[] = [];
    for (let i = 0; i < 2; i++) {
      const { out } = await succeed('merge', 'parts', '--out', 'merged', '--json');
      const merged = JSON.parse(out) as { added: number; missing: number; incidents: unknown[] };
      expect([merged.missing, merged.incidents]).to.deep.equal([0, []]);
      added.push(merged.added);
    }
    expect(added).to.deep.equal([RUNS, 0]);
    sameAsWhole('merged');
  });

  const onPostgres = postgres === undefined ? it.skip : it;
  onPostgres(
    postgres === undefined
      ? 'from PostgreSQL is not tested: PostgreSQL is not installed'
      : `from ${WORKERS.postgres} workers on PostgreSQL, of which ${KILLS.postgres} are killed with -9 and one is stopped, while the server restarts`,
    async () => {
      const server = await PostgresServer.start(postgres!);
      try {
        const stopped = await fromQueue('pg-boss', server, {
          ...{ count: WORKERS.postgres, kills: KILLS.postgres },
          silence: (ids) => server.query(silenced(ids)),
        });
        const [losses = []] = await server.query(LOSSES);
        expect(Number(losses[0]), 'attempts that were lost').to.be.at.least(1);
        expect(Number(losses[1]), 'entries that say why').to.be.at.least(1);
        const [lostByStopped] = await server.query(lossesOf(stopped));
        expect(lostByStopped, 'entries that the stopped worker lost').to.deep.equal(['0']);
        const [commits = []] = await server.query(COMMITS);
        expect(Number(commits[0]), 'results before the server restarted').to.be.at.least(1);
        expect(Number(commits[1]), 'results after it').to.be.at.least(1);
      } finally {
        await server.stop();
      }
    },
  );

  const onRedis = redis === undefined ? it.skip : it;
  onRedis(
    redis === undefined
      ? 'from Redis is not tested: Redis is not installed'
      : `from ${WORKERS.redis} workers on Redis, of which ${KILLS.redis} killed with -9 and one stopped, while the server restarts`,
    async () => {
      const server = await RedisServer.start(redis!);
      try {
        await fromQueue('bullmq', server, {
          ...{ count: WORKERS.redis, kills: KILLS.redis },
          silence: (ids) => server.evaluate(SILENCED, ...ids.map(String)),
        });
        const [losses] = await server.evaluate(LOST_TRIES);
        expect(Number(losses), 'attempts that were lost').to.be.at.least(1);
      } finally {
        await server.stop();
      }
    },
  );

  it('from a Slurm of one node', async function () {
    const server = await SlurmServer.start();
    if (!server) {
      this.test!.title += ' is not tested: Slurm is not installed';
      this.skip();
    }
    ['tasks', 'slurm'].forEach(anew);
    try {
      const flags = ['--jobs', '2', '--memory', '400M', '--out', 'tasks'];
      const program = `${process.execPath} ${command}`;
      const { out } = await succeed(
        'submit',
        'slurm',
        'study.yaml',
        ...flags,
        '--command',
        program,
        '--json',
      );
      const { file } = JSON.parse(out) as { file: string };
      await server.submit(file);
    } finally {
      await server.stop();
    }
    await succeed('merge', 'tasks', '--out', 'slurm');
    sameAsWhole('slurm');
  });

  /** The flags that name a server to a command, whose address is in a file. */
  const addressOf = (executor: string, server: Server): string[] => {
    writeFileSync(`${executor}.address`, server.url());
    return ['--executor', executor, '--url-file', join(home, `${executor}.address`)];
  };

  /**
   * Does the study by worker processes on a server, disturbs them, and compares what they did.
   *
   * @returns the id of the process that was stopped.
   */
  async function fromQueue(executor: string, server: Server, means: QueueMeans): Promise<number> {
    anew(executor);
    const flags = addressOf(executor, server);
    await succeed('queue', 'study.yaml', ...flags);
    const store = await connectStore(executor, server.url());
    const workers = new WorkProcesses(['study.yaml', ...flags]);
    const gate = new Gate(home);
    gate.raise(FIRST);
    try {
      const disturbed = { queue: await onlyQueue(store), workers, server, gate, ...means };
      for (let i = 0; i < means.count; i++) workers.start();
      await refusesOtherCode(flags);
      const stopped = await disturb(disturbed);
      const ends = await workers.ended();
      const count = (end: unknown) => ends.filter((each) => each === end).length;
      const expected = [means.kills, 1, means.count];
      expect(['SIGKILL', 130, 0].map(count), workers.output).to.deep.equal(expected);
      expect(workers.printedBy(stopped)).to.match(
        /everywhere: \d+ cells done, 0 confirmed, stopped by a signal\./,
      );
      const { entries, incidents } = await disturbed.queue.status();
      const none = { waiting: 0, leased: 0, failed: 0, lost: 0 };
      expect({ ...entries, incidents }).to.deep.equal({ ...none, done: RUNS, incidents: 0 });
      await succeed('queue', 'study.yaml', '--out', executor, ...flags);
      sameAsWhole(executor);
      return workers.idOf(stopped);
    } finally {
      workers.kill();
      gate.open();
      await store.close();
    }
  }

  /** Expects a sentence where a worker has the same study beside a plugin of the same name and another content. */
  async function refusesOtherCode(flags: readonly string[]): Promise<void> {
    writeFileSync(join(other, 'study.yaml'), study);
    writeFileSync(join(other, 'gated.js'), gatedPlugin.replace('10 *', '11 *'));
    process.chdir(other);
    const { code, err } = await answer('work', 'study.yaml', ...flags).finally(() => process.chdir(home));
    expect(code).to.equal(2);
    expect(err).to.match(
      /^The queue has the study study.yaml of another version. The plugin of the environment Gated-v0 differs/,
    );
  }
});

interface Server {
  url(): string;
  crash(): Promise<void>;
  resume(): Promise<void>;
}

/** What a test does to a queue besides what the queue offers. */
interface QueueMeans {
  /** Workers at once. */
  readonly count: number;
  /** Workers that are killed. */
  readonly kills: number;
  /** Moves the last signs of life of processes into the past, so that others notice their silence now. */
  silence(ids: readonly number[]): Promise<unknown>;
}

interface Disturbed extends QueueMeans {
  readonly queue: CellQueue;
  readonly workers: WorkProcesses;
  readonly server: Server;
  readonly gate: Gate;
}

/**
 * Stops a worker once all are in the middle of a run, kills others in the middle of theirs, restarts the server, and starts another worker for each.
 * Resolves once nothing is left.
 *
 * @returns the place of the worker that was stopped.
 */
async function disturb({ queue, workers, server, gate, count, kills, silence }: Disturbed): Promise<number> {
  const dead: number[] = [];
  const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await isSo())) {
      // The last one may have ended since the look, because all is done.
      if (workers.alive.length === 0 && !(await isSo()))
        throw new Error(`No worker is left. ${workers.output}`);
      if (!isSlow && dead.length > 0) await silence(dead);
      await pause(100);
    }
  };
  /** Ends a worker as soon as so many are in the middle of a run, and starts another one. */
  const replace = async (signal: NodeJS.Signals, least: number): Promise<number> => {
    const held = () => workers.alive.filter((place) => gate.holds(workers.idOf(place)));
    await until(() => held().length >= least);
    const place = held()[0]!;
    await workers.end(place, signal);
    dead.push(workers.idOf(place));
    workers.start();
    return place;
  };
  const doneRuns = async () => (await queue.status()).entries.done;
  const stopped = await replace('SIGINT', count);
  for (let kill = 1; kill <= kills; kill++) {
    gate.raise(Math.floor(THEN / kills));
    await replace('SIGKILL', 1);
    if (kill !== Math.ceil(kills / 2)) continue;
    await until(async () => (await doneRuns()) > 0);
    await server.crash();
    await server.resume();
  }
  gate.open();
  await until(async () => (await doneRuns()) === RUNS);
  return stopped;
}

const LOSSES = `SELECT sum(losses), count(*) FILTER (WHERE reason LIKE 'The worker % gave no sign of life for 60 seconds.')
  FROM pomdp_gym.cells`;

/** How many results came before the server last started, and how many after it. */
const COMMITS = `SELECT count(*) FILTER (WHERE committed < pg_postmaster_start_time()),
  count(*) FILTER (WHERE committed > pg_postmaster_start_time()) FROM pomdp_gym.commits`;

function lossesOf(id: number): string {
  return `SELECT count(*) FROM pomdp_gym.cells WHERE split_part(reason, ' ', 4) = '${id}'`;
}

/** Sets the last signs of life of processes to the beginning of 1970: the id is the second word of the name of a worker. */
const SILENCED = `for _, key in ipairs(redis.call('KEYS', 'pomdp-gym:cells:*:workers')) do
  local workers = redis.call('HGETALL', key)
  for i = 1, #workers, 2 do for _, id in ipairs(ARGV) do
    if string.match(workers[i + 1], '^%S+ (%d+) ') == id then
      redis.call('ZADD', (string.gsub(key, 'workers$', 'signs')), 'XX', 0, workers[i])
    end
  end end
end`;

const LOST_TRIES = `local lost = 0
for _, key in ipairs(redis.call('KEYS', 'pomdp-gym:cells:*:entry:*')) do
  lost = lost + redis.call('HGET', key, 'losses')
end
return lost`;

function silenced(ids: readonly number[]): string {
  return `UPDATE pomdp_gym.leases SET sign = sign - interval '1 day'
    WHERE split_part(worker, ' ', 2) IN (${ids.map((id) => `'${id}'`).join()}) AND sign > clock_timestamp() - interval '1 hour'`;
}
