import 'reflect-metadata';
import { solverProblem } from '@pomdp-gym/conformance';
import type { FiniteModel, SolverSpec } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { answer } from './answer.test.support.js';
import { openRegistry } from './open-registry.js';

describe('the problem a solver is held to', () => {
  let tiger: FiniteModel;
  let specOf: (id: string) => SolverSpec;
  before(async () => {
    const registry = await openRegistry([], process.cwd());
    tiger = registry.create('environment', { id: 'Tiger-v0', options: {} }).model!();
    specOf = (id) => registry.get('solver', id).spec;
  });

  it('is that of the rules themselves for a solver that takes a hidden state', async () => {
    expect(await solverProblem(specOf('qmdp'), tiger)).to.equal(undefined);
  });

  it('is one whose observations tell the state for one that refuses any other, with the value of its start', async () => {
    const { model, value } = (await solverProblem(specOf('policy-iteration'), tiger))!;
    // Independent of the sum in its comment: the best of all four policies, each by 400 sweeps (γ^400 < 1e-49).
    expect(value).to.be.closeTo(Math.max(...[0, 1, 2, 3].map((policy) => worth(model, policy))), 1e-12);
  });

  for (const id of ['value-iteration', 'policy-iteration']) {
    it(`lets ${id} keep its rules, and says on what it was tried`, async () => {
      const { code, out, err } = await answer('check', id, '--json');
      expect([code, (JSON.parse(out) as { passed: boolean }).passed]).to.deep.equal([0, true]);
      expect(err).to.equal(
        `${id} refuses problems whose state is hidden: it is tried on one whose observations tell it.\n`,
      );
    });
  }
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
