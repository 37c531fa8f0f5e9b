import type { Policy, Solver, SolverProgress } from '@pomdp-gym/contracts';
import { oneState } from '@pomdp-gym/test-problems';
import { expect } from 'chai';
import { type Meters, runSolver, unlimited } from './run-solver.js';

const model = oneState();
const policy: Policy = { reset: () => undefined, act: () => 0 };

/** Makes `reports` reports, each of one more backup and a tighter bound, unless it is stopped. */
function counter(reports: number): Solver {
  return {
    async *solve(_model, signal) {
      for (let backups = 1; backups <= reports && !signal.aborted; backups++) {
        yield { lower: 1 - 1 / backups, upper: 1 + 1 / backups, work: backups, detail: { backups } };
      }
      return policy;
    },
  };
}

/** A machine on which each look at the clock takes a tenth of a second, and a second of CPU time passes at each look. */
function meters(memory = 0): Meters {
  let [clock, cpu] = [0, 0];
  return { clock: () => (clock += 0.1), cpuClock: () => cpu++, memory: () => memory };
}

describe('A solver run', () => {
  it('goes to the end of the solver, and keeps its policy, its last report and its bounds over time', async () => {
    const run = await runSolver(counter(5), model, { limits: unlimited, meters: meters() });
    expect(run.stopped).to.equal('solved');
    expect(run.policy).to.equal(policy);
    expect(run.progress.detail).to.deep.equal({ backups: 5 });
    expect(run.trace.map(({ seconds }) => seconds)).to.deep.equal([1, 2, 3, 4, 5, 6]);
    expect(run.trace.at(-1)).to.deep.equal({ seconds: 6, lower: 0.8, upper: 1.2 });
  });

  it('stops at an amount of work, at CPU seconds and at memory, and says at which', async () => {
    const counted = await runSolver(counter(9), model, {
      limits: { ...unlimited, work: 3 },
      meters: meters(),
    });
    expect([counted.stopped, counted.progress.detail['backups']]).to.deep.equal(['work', 3]);
    const timed = await runSolver(counter(9), model, {
      limits: { ...unlimited, seconds: 4 },
      meters: meters(),
    });
    expect([timed.stopped, timed.progress.detail['backups']]).to.deep.equal(['timeout', 4]);
    const full = await runSolver(counter(9), model, {
      limits: { ...unlimited, megabytes: 10 },
      meters: meters(10e6 + 1),
    });
    expect([full.stopped, full.progress.detail['backups']]).to.deep.equal(['memory', 1]);
  });

  it('is interrupted by its signal, before and while it runs', async () => {
    const stop = new AbortController();
    const seen: SolverProgress[] = [];
    const run = await runSolver(counter(1e6), model, {
      limits: unlimited,
      meters: meters(),
      signal: stop.signal,
      onProgress: (progress) => {
        seen.push(progress);
        if (seen.length === 3) stop.abort('SIGINT');
      },
    });
    expect([run.stopped, run.progress.detail['backups']]).to.deep.equal(['interrupted', 3]);
    const never = { limits: unlimited, meters: meters(), signal: stop.signal };
    const none = await runSolver(counter(1e6), model, never);
    expect([none.stopped, none.progress.lower]).to.deep.equal(['interrupted', -Infinity]);
  });

  it('reports its first reason where a second comes while the solver ends', async () => {
    const stop = new AbortController();
    const limits = { ...unlimited, work: 2 };
    const onProgress = ({ detail }: SolverProgress) => {
      if (detail['backups'] === 2) stop.abort();
    };
    const settings = { limits, meters: meters(), signal: stop.signal, onProgress };
    expect((await runSolver(counter(9), model, settings)).stopped).to.equal('work');
  });
});
