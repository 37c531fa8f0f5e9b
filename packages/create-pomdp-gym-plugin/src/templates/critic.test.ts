import { deepEqual } from 'node:assert/strict';
import { describeCritic } from '@pomdp-gym/conformance';
import type { StepBatch } from '@pomdp-gym/contracts';
import { template } from './critic.js';

describeCritic(template);

describe('template', () => {
  it('goes half of the way to r + γ V, and to r alone after an ending', () => {
    const spaces = {
      observationSpace: { kind: 'discrete', size: 2 },
      actionSpace: { kind: 'discrete', size: 1 },
    } as const;
    const critic = template.create({ step: 0.5, discount: 0.5 }, spaces);
    const batch: StepBatch = {
      length: 1,
      observations: { width: 0, values: Int32Array.of(1) },
      actions: { width: 0, values: Int32Array.of(0) },
      rewards: Float64Array.of(2),
      ending: 'terminated',
      next: 0,
    };
    critic.update(batch); // V(1) = 2 / 2
    critic.update({ ...batch, ending: 'none', next: 1 }); // V(1) = 1 + (2 + 1 / 2 − 1) / 2
    const values = new Float64Array(2);
    critic.values({ ...batch, ending: 'none', next: 1 }, values);
    deepEqual([...values], [1.75, 1.75]);
  });
});
