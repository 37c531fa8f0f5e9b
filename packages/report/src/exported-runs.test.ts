import type { RunRecord, Study } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { resultsDifference } from './results-difference.js';
import { runRows, tidyRows } from './run-rows.js';
import { scoreMatrices, scoreRows } from './score-matrices.js';

const start = { initialScale: 0.1 };
const study: Study = {
  name: 's',
  environments: [
    { name: 'e', id: 'E-v0', options: { p: 0.5 } },
    { name: 'f', id: 'F-v0', options: {} },
  ],
  agents: [
    {
      name: 'a',
      policy: { id: 'softmax', options: { features: 'given' } },
      optimizer: { id: 'restarts', options: { optimizer: { id: 'adam', options: { step: 0.3 } } } },
      steps: { direction: 1, lineSearch: 2 },
      start,
    },
    {
      name: 'b',
      policy: { id: 'uniform', options: {} },
      steps: { direction: 1, lineSearch: 1 },
      start,
    },
  ],
  seeds: [7, 8],
  budget: 60,
  batchSize: 1,
  patience: 600,
  evaluation: { steps: 1, exactStates: 1 },
};

const record = (run: number, averageReward: number | null): RunRecord => ({
  run,
  environment: run < 4 ? 'e' : 'f',
  agent: run % 4 < 2 ? 'a' : 'b',
  seed: 7 + (run % 2),
  status: averageReward === null ? 'failed' : 'finished',
  averageReward,
  exact: true,
  halfWidth: null,
  evaluationSteps: 0,
  fractionOfOptimum: null,
  steps: 40,
  ended: 'finished',
  moved: null,
  iterates: 0,
  probes: 0,
  theta: null,
  curve: [[0, 0.25]],
  bounds: null,
  error: averageReward === null ? 'it broke' : null,
});

const runsOf = (rewards: readonly (number | null)[]) => ({
  study,
  records: new Map(rewards.map((reward, run) => [run, record(run, reward)])),
  cells: new Map(rewards.map((_, run) => [run, `cell ${run}`])),
  timings: () => new Map([[0, 1.5]]),
});

describe('runRows', () => {
  const rows = runRows(runsOf([1, 2, null, 4]));

  it('has a row for each run that is done, with its seconds where they are known', () => {
    expect(rows.map((row) => [row['environment'], row['agent'], row['seed'], row['seconds']])).to.deep.equal([
      ['e', 'a', 7, 1.5],
      ['e', 'a', 8, null],
      ['e', 'b', 7, null],
      ['e', 'b', 8, null],
    ]);
    expect(rows[2]).to.include({ status: 'failed', error: 'it broke', 'average-reward': null });
  });

  it('has every option of every part by its path, that of a recipe in a recipe too', () => {
    expect(rows[0]).to.include({ 'environment.id': 'E-v0', 'environment.p': 0.5, policy: 'softmax' });
    expect(rows[0]).to.include({ 'policy.features': 'given', optimizer: 'restarts', budget: 60 });
    expect(rows[0]).to.include({ 'optimizer.optimizer': 'adam', 'optimizer.optimizer.step': 0.3 });
    expect(rows[0]).to.include({ 'steps.lineSearch': 2, 'start.initialScale': 0.1 });
  });
});

describe('tidyRows', () => {
  it('has every point of every curve, and every metric after the last step', () => {
    expect(tidyRows(runsOf([1])).map(({ metric, step, value }) => [metric, step, value])).to.deep.equal([
      ['curve', 0, 0.25],
      ['average reward', 40, 1],
    ]);
  });
});

describe('scoreMatrices', () => {
  it('has a row for each seed that every agent finished on every task, a column a task', () => {
    const found = scoreMatrices(runsOf([1, 2, 3, 4, 5, 6, null, 8]));
    expect(found.seeds).to.deep.equal([8]);
    expect(found.scores).to.deep.equal({ a: [[2, 6]], b: [[4, 8]] });
    expect(scoreRows(found)).to.deep.equal([
      { agent: 'a', seed: 8, e: 2, f: 6 },
      { agent: 'b', seed: 8, e: 4, f: 8 },
    ]);
  });

  it('is refused where no seed has all', () => {
    expect(() => scoreMatrices(runsOf([1, 2, 3, 4]))).to.throw(/No seed of s was finished by every agent/);
  });
});

describe('resultsDifference', () => {
  const first = runsOf([1, 2, 3]);

  it('finds every run the same in equal results', () => {
    const found = resultsDifference(first, runsOf([1, 2, 3]));
    expect(found.map(({ verdict, sameCell }) => [verdict, sameCell])).to.deep.equal([
      ...Array.from({ length: 3 }, () => ['same', true]),
    ]);
  });

  it('says which runs differ, where and by how much, and which only one has', () => {
    const other = runsOf([1, 2.5, 3, 4]);
    const cells = new Map([...other.cells, [2, 'another']]);
    const found = resultsDifference(first, { ...other, cells });
    expect(found.map(({ verdict }) => verdict)).to.deep.equal([
      ...['same', 'other values', 'same', 'only second'],
    ]);
    expect(found[1]).to.deep.include({ sameCell: true, differences: { 'average-reward': 0.5 } });
    expect(found[1]!.where).to.equal('averageReward is 2 in the first, and 2.5 in the second');
    expect(found[2]).to.include({ sameCell: false, where: null });
  });

  it('finds runs by what they are of, whatever their numbers', () => {
    const [a, b] = [record(0, 1), record(1, 2)];
    const turned = {
      ...first,
      records: new Map([
        [0, { ...b, run: 0 }],
        [1, { ...a, run: 1 }],
      ]),
    };
    const found = resultsDifference(first, turned);
    expect(found.map(({ verdict }) => verdict)).to.deep.equal(['same', 'same', 'only first']);
  });
});
