import { ok } from 'node:assert/strict';
import { describeOptimizer } from '@pomdp-gym/conformance';
import { template } from './optimizer.js';

describeOptimizer(template);

describe('template', () => {
  it('moves by length (1 + 1/√2) in two steps along the same gradient, whatever its size', async () => {
    const optimizer = template.create({ length: 0.5, iterations: 2 });
    const grad = () => Promise.resolve({ gradient: Float64Array.of(-3, 4), steps: 1, averageReward: 0 });
    let theta = new Float64Array(2);
    for await (const iterate of optimizer.ascend(theta, grad, new AbortController().signal))
      theta = Float64Array.from(iterate.theta);
    const way = 0.5 * (1 + Math.SQRT1_2);
    ok(Math.hypot(theta[0]! + 0.6 * way, theta[1]! - 0.8 * way) < 1e-15); // one rounding a step
  });
});
