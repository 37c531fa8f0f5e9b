import { deepEqual } from 'node:assert/strict';
import { describeLearner } from '@pomdp-gym/conformance';
import type { StepBatch } from '@pomdp-gym/contracts';
import { template } from './learner.js';

describeLearner(template);

describe('template', () => {
  it('goes half of the way to r + γ max Q, and to r alone after an ending', () => {
    const spaces = {
      observationSpace: { kind: 'discrete', size: 2 },
      actionSpace: { kind: 'discrete', size: 2 },
    } as const;
    const learner = template.create({ step: 0.5, discount: 0.5, exploration: 0 }, spaces, undefined);
    const batch: StepBatch = {
      length: 1,
      observations: { width: 0, values: Int32Array.of(0) },
      actions: { width: 0, values: Int32Array.of(1) },
      rewards: Float64Array.of(2),
      ending: 'none',
      next: 1,
    };
    learner.policy.values.set([0, 0, 4, 8]);
    learner.update(batch); // (2 + .5 · 8) / 2
    learner.update({ ...batch, ending: 'terminated' }); // (3 + 2) / 2
    deepEqual([...learner.policy.values], [0, 2.5, 4, 8]);
  });
});
