import { describeSolver } from '@pomdp-gym/conformance';
import type { FiniteModel, Solver, SolverProgress } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { expect } from 'chai';
import { blind } from './blind.js';
import { fib } from './fib.js';
import { qmdp } from './qmdp.js';

for (const spec of [blind, qmdp, fib]) describeSolver(spec);

/** Two rooms distinguished for sure, one step late: going right from 0 leads to 1 and earns 1, all else goes back to 0. */
const observed = finiteModel({
  states: 2,
  actions: 2,
  observations: 2,
  transition: (state, action) => [[state === 0 && action === 1 ? 1 : 0, 1]],
  observation: (_action, next) => [[next, 1]],
  reward: (state, action) => (state === 0 && action === 1 ? 1 : 0),
  start: [[0, 1]],
  discount: 0.5,
});

async function bound(solver: Solver, model: FiniteModel): Promise<SolverProgress> {
  let last: SolverProgress | undefined;
  for await (const progress of solver.solve(model, new AbortController().signal)) last = progress;
  return last!;
}

describe('blind policies, QMDP and the fast informed bound as solvers', () => {
  it('are exact where they must be: every other step earns 1, so 1 + γ² + … = 4/3', async () => {
    expect((await bound(qmdp.create({ discount: null }), observed)).upper).to.be.closeTo(4 / 3, 1e-5);
    expect((await bound(fib.create({ discount: null }), observed)).upper).to.be.closeTo(4 / 3, 1e-5);
    expect(
      (await bound(blind.create({ discount: null }), observed)).lower,
      'going right for ever',
    ).to.be.closeTo(4 / 3, 1e-5);
  });

  it('plan with another discount if asked: 1 + .81 + … = 1 / .19', async () => {
    expect((await bound(qmdp.create({ discount: 0.9 }), observed)).upper).to.be.closeTo(1 / 0.19, 1e-4);
  });

  it('the policy of QMDP is optimal where the state is observed', async () => {
    const run = qmdp.create({ discount: null }).solve(observed, new AbortController().signal);
    let step = await run.next();
    while (!step.done) step = await run.next();
    const policy = step.value;
    policy.reset({ uint32: () => 0, uniform: () => 0 });
    expect([policy.act(2), policy.act(1), policy.act(0)].filter((_, i) => i !== 1)).to.deep.equal([1, 1]);
  });
});
