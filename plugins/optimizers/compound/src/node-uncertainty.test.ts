import type { StepBatch } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { AverageError } from './average-error.js';
import { NodeUncertainty } from './node-uncertainty.js';

type Row = readonly [node: number, observation: number, reward: number];

function batchOf(rows: readonly Row[], ending: StepBatch['ending'] = 'terminated'): StepBatch {
  const before = { width: 0, values: Int32Array.from(rows, ([node]) => node) };
  return {
    length: rows.length,
    observations: { width: 0, values: Int32Array.from(rows, ([, observation]) => observation) },
    actions: { width: 0, values: new Int32Array(rows.length) },
    rewards: Float64Array.from(rows, ([, , reward]) => reward),
    memory: { before, after: before },
    ending,
  };
}

describe('NodeUncertainty', () => {
  it('sums the variance of returns over what is observed, by how often it is met', () => {
    const uncertainty = new NodeUncertainty(0.5);
    uncertainty.update(
      batchOf([
        [0, 0, 2],
        [1, 0, 4],
      ]),
    ); // returns 4 and 4
    uncertainty.update(
      batchOf([
        [0, 0, 0],
        [1, 1, 0],
      ]),
    ); // 0 and 0
    uncertainty.update(batchOf([[1, 0, 8]])); // 8
    // Node 0, observation 0: 4 and 0, squares 8. Node 1: observation 0 has 4 and 8, squares 8; observation 1 has 0 alone.
    expect([...uncertainty.byNode()].sort()).to.deep.equal([
      [0, 8 / 5],
      [1, 8 / 5],
    ]);
  });

  it('lets the mean reward go on where a batch ends no episode', () => {
    const uncertainty = new NodeUncertainty(0.5);
    uncertainty.update(
      batchOf(
        [
          [0, 0, 1],
          [0, 0, 1],
        ],
        'none',
      ),
    );
    uncertainty.update(batchOf([[0, 0, 1]], 'none'));
    expect([...uncertainty.byNode()]).to.deep.equal([[0, 0]]); // every return is 2
  });
});

describe('AverageError', () => {
  it('gives the standard error of a mean of independent rewards, whatever the length of the path', () => {
    // 32 to 63 blocks estimate a deviation to about 1/√(2·31) = 13 %; 4 of these are allowed.
    const random = randomStream(3, 'rewards');
    for (const steps of [50, 1000, 100_000]) {
      const means = new AverageError();
      const rewards = Array.from({ length: steps }, () => random.uniform());
      for (let i = 0; i < steps; i += 250)
        means.update(batchOf(rewards.slice(i, i + 250).map((reward) => [0, 0, reward])));
      const expected = Math.sqrt(1 / 12 / steps);
      expect(means.standardError()! / expected, `${steps} steps`).to.be.within(0.5, 1.5);
    }
  });

  it('is larger where rewards hang together, and unknown for a single step', () => {
    const means = new AverageError();
    // 1000 steps of 1, then 1000 of 0, 32 times: 64 blocks of 1000, means 1 and 0 in turn.
    for (let i = 0; i < 64; i++)
      means.update(batchOf(Array.from({ length: 1000 }, () => [0, 0, i % 2] as const)));
    expect(means.standardError()).to.be.above(5 * Math.sqrt(0.25 / 64_000));
    const single = new AverageError();
    single.update(batchOf([[0, 0, 1]]));
    expect(single.standardError()).to.equal(undefined);
  });
});
