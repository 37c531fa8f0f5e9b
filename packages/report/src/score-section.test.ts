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

describe('scoreSection, where the optimum lies in a bracket', () => {
  const bracket = {
    criterion: 'average',
    lower: 2,
    upper: 4,
    by: { lower: 'l', upper: 'u' },
    basis: 'b',
  } as const;
  const compared = ['x', 'y'].map((agent): ComparedResult => ({
    ...result(agent),
    ...{ optimum: null, bracket, bracketAbsent: null },
  }));
  const [section] = scoreSection(comparisonOf(study, compared), records, 'x');

  it('has a table by each end, and says which is which', () => {
    const means = section!.tables!.map(({ rows }) => rows[1]![1]!.split(' ')[0]);
    // Means of reward / 4 and of reward / 2: 10.372 / 24 = .4322 and 10.372 / 12 = .8643.
    expect(means).to.deep.equal(['0.432', '0.864']);
    expect(section!.paragraphs![0]).to.match(
      /1 for the upper bound on the optimum, which lies in a bracket in e: .* The second table has the scores by the lower bound/,
    );
    expect(section!.tables![1]!.caption).to.include('to 1, the lower bound on the optimum');
  });

  it('has a table by each end where nothing bounds the optimum from above', () => {
    const above = compared.map((each) => ({ ...each, bracket: { ...bracket, upper: Infinity } }));
    const [other] = scoreSection(comparisonOf(study, above), records, 'x');
    const means = other!.tables!.map(({ rows }) => rows[1]![1]!.split(' ')[0]);
    // A reward is no part of an endless way; by the lower bound as above.
    expect(means).to.deep.equal(['0.000', '0.864']);
    expect(other!.paragraphs![0]).to.include('1 for the upper bound on the optimum');
  });

  it('has no second table where the lower bound is no better than the agent at 0', () => {
    const low = compared.map((each) => ({ ...each, bracket: { ...bracket, lower: 0 } }));
    const [other] = scoreSection(comparisonOf(study, low), records, 'x');
    expect(other!.tables).to.have.length(1);
    expect(other!.paragraphs![0]).to.include('There are no scores by the lower bound');
  });
});

describe('the figure of sample efficiency', () => {
  /** Every run of y earns 0 at step 0, 1 from step 10 on, and its final reward at its end, step 20. */
  const learning = records.map((run): RunRecord =>
    run.agent === 'x'
      ? run
      : {
          ...run,
          steps: 20,
          curve: [
            [0, 0],
            [10, 1],
            [20, 1],
          ],
        },
  );
  const [section] = scoreSection(comparisonOf(study, [result('x'), result('y')]), learning, 'x');
  const [figure] = section!.figures!;

  it('is the interquartile mean of scores along the steps, and comes to that of the table', () => {
    const points = figure!.data
      .filter(({ series }) => series === 'y')
      .map(({ x, y }) => [x, Number(Number(y).toFixed(12))]);
    const last = 7.862 / 8;
    expect(points).to.deep.equal([
      [0, 0],
      [10, 0.5],
      [20, last],
      [study.budget, last],
    ]);
  });
});
