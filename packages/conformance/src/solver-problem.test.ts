import type { FiniteModel } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { solverProblem } from './solver-problem.js';

describe('solverProblem', () => {
  it('is left out for a solver that takes any problem', () => {
    expect(solverProblem({})).to.equal(undefined);
    expect(solverProblem({ takes: 'partially observed' })).to.equal(undefined);
  });

  it('shows the state to a solver that takes no other, with the value of its start', () => {
    const { model, value } = solverProblem({ takes: 'fully observed' })!;
    // Independent of the sum in its comment: the best of all four policies, each by 400 sweeps (γ^400 < 1e-49).
    expect(value).to.be.closeTo(Math.max(...[0, 1, 2, 3].map((policy) => worth(model, policy))), 1e-12);
  });
});

/** What the start of the two rooms is worth where action `policy >> room & 1` is taken in each. */
function worth({ transitions, rewards, discount = 1 }: FiniteModel, policy: number): number {
  let values = [0, 0];
  for (let sweep = 0; sweep < 400; sweep++) {
    values = values.map((_, room) => {
      const action = (policy >> room) & 1;
      const { offsets, indices, values: chances } = transitions[action]!;
      let sum = 0;
      for (let i = offsets[room]!; i < offsets[room + 1]!; i++) {
        sum += chances[i]! * (rewards[action]!.values[i]! + discount * values[indices[i]!]!);
      }
      return sum;
    });
  }
  return (values[0]! + values[1]!) / 2;
}
