import { expect } from 'chai';
import { parseStudy } from '../study/read-study.js';
import type { RunEvent } from '@pomdp-gym/contracts';
import { recordOf, type RunRecord } from '../run/run-record.js';
import { runState, waiting } from '../run/run-state.js';
import { runsOf } from '../study/study.js';
import { summarize } from './summary.js';

const study = parseStudy({ environments: ['A'], agents: [{ policy: 'x' }, { policy: 'y' }], seeds: 4 });

function at(kind: 'start' | 'iterate', theta: number): RunEvent {
  return { kind, steps: 0, theta: [theta], averageReward: null, detail: {} };
}

/** A run from θ = 1 to `theta`. */
function record(run: number, averageReward: number | null, exact = true, theta = 2): RunRecord {
  const description = runsOf(study)[run]!;
  const begun: RunEvent[] = [{ kind: 'started', optimum: 2 }, at('start', 1), at('iterate', theta)];
  const started = begun.reduce(runState, waiting);
  const ended = runState(
    started,
    averageReward === null
      ? { kind: 'failed', steps: 10, error: 'Error: no' }
      : {
          kind: 'finished',
          steps: 100 + run,
          ended: 'budget',
          averageReward,
          exact,
          halfWidth: 0,
          evaluationSteps: 0,
        },
  );
  return recordOf(run, description, ended);
}

describe('summarize', () => {
  it('gives mean, t-interval, steps, fraction of the optimum and failures, agent by agent', () => {
    const [x, y] = summarize(study, [
      record(1, 0.5),
      record(0, 0.9),
      record(2, 0.7),
      record(3, null),
      record(4, 1),
    ]);
    // Three values .5, .7, .9: standard error .2 / √3, t quantile of two degrees of freedom at .975 is 4.302653.
    const reach = (4.302653 * 0.2) / Math.sqrt(3);
    expect(x).to.include({
      environment: 'A',
      agent: 'x',
      runs: 3,
      failures: 1,
      firstFailure: 'Error: no',
      exact: true,
    });
    expect(x!.mean).to.be.closeTo(0.7, 1e-12);
    expect(x!.low).to.be.closeTo(0.7 - reach, 1e-6);
    expect(x!.high).to.be.closeTo(0.7 + reach, 1e-6);
    expect(x!.fractionOfOptimum).to.be.closeTo(0.35, 1e-12);
    expect(x!.steps).to.equal(101);
    expect(y).to.include({ agent: 'y', runs: 1, mean: 1, low: null, high: null, failures: 0 });
  });

  it('does not depend on the order of the records', () => {
    const records = [record(0, 0.1), record(1, 0.2), record(2, 0.7), record(3, 0.3)];
    expect(summarize(study, [...records].reverse())).to.deep.equal(summarize(study, records));
  });

  it('says nothing where nothing finished', () => {
    const [x] = summarize(study, [record(0, null)]);
    expect(x).to.include({ runs: 0, mean: null, low: null, fractionOfOptimum: null, failures: 1 });
  });

  it('counts the runs that ended where they began, and says why the first did', () => {
    const [x, y] = summarize(study, [
      record(2, 0.5, true, 1),
      record(1, 0.5, true, 1),
      record(0, 0.7),
      record(4, 1),
    ]);
    expect(x).to.include({ runs: 3, stayed: 2, firstStay: 'budget spent before θ moved' });
    expect(y).to.include({ runs: 1, stayed: 0, firstStay: null });
  });
});
