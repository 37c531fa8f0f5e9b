import { type ComparedResult, parseStudy, type RunRecord } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { comparisonOf } from './comparison.js';
import { scoreSection } from './score-section.js';

const study = parseStudy({ environments: ['e'], agents: [{ policy: 'x' }, { policy: 'y' }], seeds: 6 });

const record = (agent: string, seed: number, averageReward: number): RunRecord => ({
  ...{ run: seed, environment: 'e', agent, seed, status: 'finished', averageReward, exact: true },
  ...{ halfWidth: null, evaluationSteps: 0, fractionOfOptimum: null, steps: 0, ended: null, moved: null },
  ...{ iterates: 0, probes: 0, theta: null, curve: [], bounds: null, error: null },
});

const result = (agent: string): ComparedResult => ({
  ...{ environment: 'e', agent, runs: 6, mean: 1, low: null, high: null, interval: null, exact: true },
  ...{ fractionOfOptimum: null, discounted: null, metrics: [], bracket: null, bracketAbsent: 'No model.' },
  ...{ cautions: 0, firstCaution: null, firstRefusal: null, mismatch: null, optimum: 2, optimumDoubt: null },
  ...{
    attainable: [null, null] as const,
    stayed: 0,
    firstStay: null,
    steps: 0,
    failures: 0,
    firstFailure: null,
  },
});

/** x earns 0 always; y nears the optimum of 2, with one run far below. */
const records = [1.99, 1.982, 1.97, 1.96, 1.95, 0.52].flatMap((reward, seed) => [
  record('x', seed, 0),
  record('y', seed, reward),
]);

describe('scoreSection', () => {
  const comparison = comparisonOf(study, [result('x'), result('y')]);
  const [section] = scoreSection(comparison, records, 'x');
  const [table] = section!.tables!;

  it('has scores from the agent that is named to the optimum', () => {
    // Means of reward / 2: 10.372 / 12 = .8643, and of the middle four of six, (1.982 + 1.97 + 1.96 + 1.95) / 8 = .9828.
    expect(table!.rows[1]![0]).to.equal('y');
    expect(table!.rows[1]![1]).to.match(/^0\.864 \[/);
    expect(table!.rows[1]![3]).to.match(/^0\.983 \[/);
  });

  it('has optimality gaps that are nowhere below 0', () => {
    const [, estimate, low] = /^(\S+) \[(\S+), \S+\]$/.exec(table!.rows[1]![4]!) ?? [];
    expect(estimate).to.equal('0.136');
    expect(Number(low)).at.least(0);
  });

  it('says what is known of the coverage', () => {
    expect(table!.caption).to.match(
      /measured with 5 seeds \(here 6\), they hold the mean in \d\d\.\d % of samples/,
    );
    expect(table!.caption).to.include('The coverage of the other aggregates was not measured.');
  });

  it('is absent where no agent is named', () => {
    expect(scoreSection(comparison, records, undefined)).to.deep.equal([]);
  });
});
