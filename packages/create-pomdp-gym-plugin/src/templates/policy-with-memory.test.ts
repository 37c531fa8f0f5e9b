import { ok } from 'node:assert/strict';
import { describePolicy } from '@pomdp-gym/conformance';
import { randomStream } from '@pomdp-gym/numerics';
import { template } from './policy-with-memory.js';

describePolicy(template);

describe('template', () => {
  it('repeats an action with hold + (1 − hold) / A: .9 of the steps for two actions and hold = .8', () => {
    const spaces = {
      observationSpace: { kind: 'discrete', size: 1 },
      actionSpace: { kind: 'discrete', size: 2 },
    } as const;
    const policy = template.create({ hold: 0.8 }, spaces);
    policy.reset(randomStream(1, 'policy'));
    const actions = Array.from({ length: 10_000 }, () => policy.act(0));
    const repeated = actions.filter((action, t) => t > 0 && action === actions[t - 1]).length / 9_999;
    ok(Math.abs(repeated - 0.9) < 0.015); // five standard errors of .003
  });
});
