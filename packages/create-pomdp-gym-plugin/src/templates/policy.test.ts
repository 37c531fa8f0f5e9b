import { ok } from 'node:assert/strict';
import { describePolicy } from '@pomdp-gym/conformance';
import { template } from './policy.js';

describePolicy(template);

describe('template', () => {
  it('takes an action with odds of exp(θ / temperature): three to one at θ = 2 log 3 and temperature 2', () => {
    const spaces = {
      observationSpace: { kind: 'discrete', size: 1 },
      actionSpace: { kind: 'discrete', size: 2 },
    } as const;
    const policy = template.create({ temperature: 2 }, spaces);
    policy.parameters[1] = 2 * Math.log(3);
    ok(Math.abs(policy.table!().probabilities[1]! - 3 / 4) < 1e-15); // one rounding
  });
});
