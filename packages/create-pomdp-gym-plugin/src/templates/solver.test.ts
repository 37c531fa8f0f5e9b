import { ok } from 'node:assert/strict';
import { describeSolver } from '@pomdp-gym/conformance';
import { finiteModel } from '@pomdp-gym/models';
import { template } from './solver.js';

describeSolver(template);

describe('template', () => {
  it('is exact where the state is seen: every other step earns 1, so 1 + γ² + … = 4/3', async () => {
    // Going right from 0 leads to 1 and earns 1; all else goes back to 0.
    const model = finiteModel({
      states: 2,
      actions: 2,
      observations: 2,
      transition: (state, action) => [[Number(state === 0 && action === 1), 1]],
      observation: (_action, next) => [[next, 1]],
      reward: (state, action) => Number(state === 0 && action === 1),
      start: [[0, 1]],
    });
    const solving = template.create({ discount: 0.5 }).solve(model, new AbortController().signal);
    let upper = Infinity;
    for await (const progress of solving) upper = progress.upper;
    ok(Math.abs(upper - 4 / 3) < 1e-5); // the iteration ends where a sweep changes less
  });
});
