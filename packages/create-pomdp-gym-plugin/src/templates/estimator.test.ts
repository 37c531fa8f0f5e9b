import { deepEqual } from 'node:assert/strict';
import { describeEstimator, TabularPolicy } from '@pomdp-gym/conformance';
import type { StepBatch } from '@pomdp-gym/contracts';
import { template } from './estimator.js';

describeEstimator(template);

describe('template', () => {
  it('follows its rule by hand: two steps, the second of which pays 4, beta = 1/2', () => {
    const policy = new TabularPolicy(1, 2); // θ = 0: the score of action u is (±1/2, ∓1/2)
    const estimator = template.create({ beta: 0.5 }, policy);
    const batch: StepBatch = {
      length: 2,
      observations: { width: 0, values: Int32Array.of(0, 0) },
      actions: { width: 0, values: Int32Array.of(0, 1) },
      rewards: Float64Array.of(0, 4),
      ending: 'none',
      next: 0,
    };
    estimator.reset();
    estimator.update(batch); // z = (1/2, −1/2) / 2 + (−1/2, 1/2) = (−1/4, 1/4); Δ = 4 z / 2
    deepEqual(estimator.estimate(), { gradient: Float64Array.of(-0.5, 0.5), steps: 2, averageReward: 2 });
  });
});
