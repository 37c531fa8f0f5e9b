import { fileURLToPath } from 'node:url';
import type { RunEvent } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { lastValueFrom, toArray } from 'rxjs';
import { inProcessExecutor } from '../executors/in-process-executor.js';
import { chainHash } from '../node/chain-hash.js';
import { workerExecutor } from '../node/worker-executor.js';
import { parseStudy } from '../study/read-study.js';
import { runsOf } from '../study/study.js';
import { coinRegistry, plans } from './coin.test.support.js';
import { sharedPlanKey } from './plan-key.js';
import { PlanMemory } from './plan-memory.js';
import { runEvents } from './run-events.js';

describe('PlanMemory', () => {
  let registry: Registry;
  before(async () => {
    registry = await coinRegistry();
  });
  beforeEach(() => {
    plans.begun = 0;
  });

  const runs = (solver: string, environments = ['HandmadeCoin-v0', 'Coin-v0']) =>
    runsOf(parseStudy({ environments, agents: [{ solver }], seeds: 5, evaluation: { steps: 1000 } }));
  const execute = (solver: string) => {
    const tasks = runs(solver).map((description, run) => ({ run, description }));
    return lastValueFrom(
      inProcessExecutor(registry, () => 0, chainHash)
        .execute(tasks)
        .pipe(toArray()),
    );
  };

  it('plans once for the 5 seeds of each of 2 environments where the solver is deterministic', async () => {
    await execute('counted-deterministic');
    expect(plans.begun).to.equal(2);
  });

  /** The records of the same runs in workers, by number, and how often their solver began to plan. */
  const executeInWorkers = async (solver: string) => {
    const begun = new SharedArrayBuffer(4);
    const executor = workerExecutor({
      filename: fileURLToPath(new URL('../node/worker.test.support.js', import.meta.url)),
      workerData: begun,
      workers: 2,
      planKey: (run) => sharedPlanKey(run, registry),
    });
    const tasks = runs(solver).map((description, run) => ({ run, description }));
    const reports = await lastValueFrom(executor.execute(tasks).pipe(toArray()));
    const records = reports.flatMap((report) => (report.kind === 'done' ? [report.record] : []));
    return {
      begun: new Int32Array(begun)[0],
      records: records.sort((a, b) => a.run - b.run),
    };
  };

  it('plans once for the 5 seeds of each of 2 environments in two workers too, with the same records', async function () {
    this.timeout(240_000);
    const { begun, records } = await executeInWorkers('counted-deterministic');
    expect(begun).to.equal(2);
    expect(records).to.have.length(10);
    const here = (await execute('counted-deterministic')).flatMap((report) =>
      report.kind === 'done' ? [report.record] : [],
    );
    expect(records).to.deep.equal(here);
    expect((await executeInWorkers('counted')).begun).to.equal(10);
  });

  it('plans for each of 10 runs where the solver does not say so', async () => {
    await execute('counted');
    expect(plans.begun).to.equal(10);
  });

  it('gives every run the events that it has by itself, to the bit, the simulation of its own seed too', async () => {
    const events = async (memory: () => PlanMemory): Promise<RunEvent[][]> => {
      const all: RunEvent[][] = [];
      for (const run of runs('counted-deterministic'))
        all.push(await lastValueFrom(runEvents(run, registry, memory()).pipe(toArray())));
      return all;
    };
    const memory = new PlanMemory();
    const shared = await events(() => memory);
    expect(plans.begun).to.equal(2);
    expect(shared).to.deep.equal(await events(() => new PlanMemory()));
    expect(plans.begun).to.equal(2 + 10);
    const rewards = shared.map((each) =>
      each.flatMap((e) => (e.kind === 'finished' ? [e.averageReward] : [])),
    );
    expect(new Set(rewards.flat()).size).to.equal(5); // one a seed: both environments are the same coin
  });
});
