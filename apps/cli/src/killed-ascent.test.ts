import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import 'reflect-metadata';
import { findPostgres, findRedis, PostgresServer, RedisServer } from '@pomdp-gym/test-problems';
import { expect } from 'chai';
import { answer } from './answer.test.support.js';
import { connectStore, onlyQueue } from './connect-store.test.support.js';

const command = fileURLToPath(new URL('../bin/pomdp-gym.js', import.meta.url));
const three = import.meta.resolve('@pomdp-gym/environment-three-state');

/** Steps of a gradient, gradients of the run, and gradients after which it waits while there is a file `pace`. */
const [STEPS, GRADIENTS, LAST] = [100, 40, 30];

/**
 * An environment that writes the id of its process into a file `steps` after every hundredth step. While there is a file `pace`, it takes a
 * quarter of a second for these, and waits for the file to go: after the thirtieth time, and in every process but the first after the first time,
 * so that these keep no checkpoint.
 */
const plugin = `import { appendFileSync, existsSync, readFileSync } from 'node:fs';
  import { threeState } from '${three}';
  const [pace, written] = ['pace', 'steps'].map((name) => new URL(name, import.meta.url));
  const wait = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
  let steps = 0;
  const isFirst = () => readFileSync(written, 'utf8').startsWith(process.pid + '\\n');
  const count = () => {
    if (++steps % ${STEPS} > 0) return;
    appendFileSync(written, process.pid + '\\n');
    if (existsSync(pace)) wait(250);
    while (existsSync(pace) && (steps >= ${STEPS * LAST} || !isFirst())) wait(20);
  };
  const create = (options) => {
    const { observationSpace, actionSpace, task, ...rest } = threeState.create(options);
    const made = threeState.create(options);
    return { observationSpace, actionSpace, task, reset: (random) => made.reset(random),
      step: (action) => { count(); return made.step(action); } };
  };
  const spec = { ...threeState, id: 'Counted-v0', create };
  export default { id: 0, load: ({ bind }) => bind(Symbol.for('pomdp-gym/environment')).toConstantValue(spec) };`;

const study = `name: one long run
environments: [Counted-v0]
plugins: [./counted.js]
agents: [{ policy: softmax, estimator: "gpomdp:beta=.8", optimizer: gradient-ascent, steps: ${STEPS} }]
seeds: 1
budget: ${STEPS * GRADIENTS}
evaluation: { steps: 1000 }
`;

const isSlow = Boolean(process.env['POMDP_SLOW_QUEUES']);
const servers = [
  ['pg-boss', 'PostgreSQL', findPostgres(), (program: string) => PostgresServer.start(program)],
  ['bullmq', 'Redis', findRedis(), (program: string) => RedisServer.start(program)],
] as const;

describe('A long ascent whose worker is killed with -9', function () {
  this.timeout(600_000);
  const origin = process.cwd();
  let home: string;
  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-ascent-'));
    process.chdir(home);
    writeFileSync('counted.js', plugin);
    writeFileSync('study.yaml', study);
    const whole = ['--out', 'whole', '--bracket', '0', '--executor', 'in-process'];
    const { code, err } = await answer('compare', 'study.yaml', ...whole);
    expect(code, err).to.equal(0);
  });
  after(() => {
    process.chdir(origin);
    rmSync(home, { recursive: true });
  });

  /** The processes that took a hundred steps, an entry for each hundred. */
  const steps = (): string[] =>
    existsSync('steps') ? readFileSync('steps', 'utf8').trimEnd().split('\n') : [];
  const textOf = (folder: string): string => readFileSync(join(folder, 'runs.jsonl'), 'utf8');

  for (const [executor, name, program, start] of servers) {
    const isTested = program !== undefined && (isSlow || executor === 'pg-boss');
    const skipped = program === undefined ? 'it is not installed' : 'POMDP_SLOW_QUEUES is not set';
    const title = isTested
      ? `goes on from its checkpoint in ${name} with another worker, and takes no step again that its checkpoint has`
      : `is not tested on ${name}: ${skipped}`;
    (isTested ? it : it.skip)(title, async () => {
      const wholeSteps = GRADIENTS + 10;
      const server = await start(program!);
      const store = await connectStore(executor, server.url());
      rmSync('steps', { force: true });
      rmSync(executor, { recursive: true, force: true });
      writeFileSync('pace', '');
      writeFileSync('address', server.url());
      const flags = ['--executor', executor, '--url-file', 'address'];
      const planned = await answer('queue', 'study.yaml', ...flags);
      expect(planned.code, planned.err).to.equal(0);
      const worker = spawn(
        process.execPath,
        [command, 'work', 'study.yaml', '--supervise', '--workers', '1', ...flags],
        { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } },
      );
      let printed = '';
      worker.stderr.on('data', (text: Buffer) => (printed += text.toString()));
      const closed = once(worker, 'close');
      try {
        const queue = await onlyQueue(store);
        const { origin: cell } = JSON.parse(textOf('whole')) as { origin: string };
        const checkpoint = () => queue.checkpointOf({ cell, copy: 0 });
        const until = async (isSo: () => boolean | Promise<boolean>) => {
          while (!(await isSo()) && worker.exitCode === null) await pause(50);
        };
        await until(async () => (await checkpoint()) !== undefined);
        const [killed] = steps();
        expect(killed, printed).to.match(/^\d+$/);
        process.kill(Number(killed), 'SIGKILL');
        // The queue takes no checkpoint of that attempt after this line: what it has now is what the next worker goes on from.
        const loss = 'Its worker was ended by signal SIGKILL. 1 cell is lost, and another worker goes on.';
        await until(() => printed.includes(loss));
        const kept = await checkpoint();
        expect(kept, printed).to.be.a('string');
        rmSync('pace');
        const { ascent } = JSON.parse(kept!) as { ascent: { steps: number } };
        expect(ascent.steps).to.be.within(STEPS, STEPS * LAST);
        const [code]: unknown[] = await closed;
        expect(code, printed).to.equal(0);
        expect(printed).to.include(loss);
        const [first, ...others] = [...new Set(steps())];
        expect(others, 'the processes after the first').to.have.length(1);
        const later = steps().filter((each) => each !== first).length;
        expect(later).to.equal(wholeSteps - ascent.steps / STEPS);
        expect(await queue.checkpointOf({ cell, copy: 0 })).to.equal(undefined);
        const written = await answer('queue', 'study.yaml', '--out', executor, ...flags);
        expect(written.code, written.err).to.equal(0);
        expect(textOf(executor)).to.equal(textOf('whole'));
      } finally {
        worker.kill('SIGKILL');
        rmSync('pace', { force: true });
        await store.close();
        await server.stop();
      }
    });
  }
});
