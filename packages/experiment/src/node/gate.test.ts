import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { lastValueFrom, tap, toArray } from 'rxjs';
import { parseStudy } from '../study/read-study.js';
import { runsOf } from '../study/study.js';
import { workerExecutor } from './worker-executor.js';

/** Milliseconds in which many runs of the study come to their end. */
const SHUT = 300;

describe('The gate of a worker executor', function () {
  this.timeout(240_000);
  const filename = fileURLToPath(new URL('worker.test.support.js', import.meta.url));

  it('holds back tasks that have not begun, and lets those that have come to their end', async () => {
    const study = parseStudy({
      environments: ['Coin-v0'],
      agents: [{ policy: 'logit', learner: 'online' }],
      seeds: 4,
      budget: 300,
    });
    const tasks = runsOf(study).map((description, run) => ({ run, description }));
    const log: (number | string)[] = [];
    let begun = 0;
    const gate = async () => {
      if (++begun !== 3) return;
      while (log.length < 2) await pause(10); // the tasks that have begun
      await pause(SHUT);
      log.push('open');
    };
    const reports = workerExecutor({ filename, workerData: undefined, workers: 1, gate }).execute(tasks);
    const note = tap<{ readonly kind: string; readonly record?: { readonly run: number } }>(
      ({ record }) => record && log.push(record.run),
    );
    await lastValueFrom(reports.pipe(note, toArray()));
    expect(log).to.deep.equal([0, 1, 'open', 2, 3]);
  });
});
