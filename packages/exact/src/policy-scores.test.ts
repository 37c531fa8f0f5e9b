import type { StepBatch } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { PolicyAnalysis } from './policy-analysis.js';
import { policyScores } from './policy-scores.js';
import { Softmax } from './softmax.test.support.js';
import { threeState, threeStateSoftmax } from './three-state.test.support.js';

/** A softmax that adds the scores of a whole batch at once, as policies with a fast path do. */
class BatchSoftmax extends Softmax {
  batches = 0;

  addScores(batch: StepBatch, weights: Float64Array, into: Float64Array): void {
    this.batches++;
    for (let row = 0; row < batch.length; row++) this.addScore(batch, row, weights[row]!, into);
  }
}

describe('policyScores', () => {
  const features = [
    [12 / 18, 6 / 18],
    [6 / 18, 12 / 18],
    [5 / 18, 5 / 18],
  ];
  const theta = [1, 1, -1, -1];

  it('asks a policy for the scores of a whole batch where it can, and for the same ones', () => {
    const [fast, slow] = [new BatchSoftmax(features, 2, theta), threeStateSoftmax(theta)];
    const weights = Float64Array.of(0.3, -1, 2, 0.5, 0, -0.7);
    const [sum, expected] = [new Float64Array(4), new Float64Array(4)];
    policyScores(fast, fast.table()).addScores(weights, sum);
    policyScores(slow, slow.table()).addScores(weights, expected);
    expect(fast.batches).to.equal(1);
    expect(sum).to.deep.equal(expected); // the same additions in the same order
  });

  it('leads to the same ∇η either way', () => {
    const gradient = PolicyAnalysis.ofPolicy(threeState(), new BatchSoftmax(features, 2, theta)).gradient();
    // Figures of an independent program, to half a unit of their last digit.
    [-0.03272585, -0.03524847, 0.03272585, 0.03524847].forEach((g, k) =>
      expect(gradient[k]).closeTo(g, 5.1e-9),
    );
  });
});
