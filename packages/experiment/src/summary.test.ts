import { expect } from 'chai';
import { parseStudy } from './read-study.js';
import { recordOf, type RunRecord } from './run-record.js';
import { runState, waiting } from './run-state.js';
import { runsOf } from './study.js';
import { summarize } from './summary.js';

const study = parseStudy({ environments: ['A'], agents: [{ policy: 'x' }, { policy: 'y' }], seeds: 4 });

function record(run: number, averageReward: number | null, exact = true): RunRecord {
  const description = runsOf(study)[run]!;
  const started = runState(waiting, { kind: 'started', optimum: 2 });
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
});
