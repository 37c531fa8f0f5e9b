import type { Environment } from '@pomdp-gym/contracts';
import { entryAt } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { finiteModel } from './finite-model.js';
import { ModelEnvironment } from './model-environment.js';
import { withMemory } from './with-memory.js';

const inner = new ModelEnvironment(
  finiteModel({
    states: 2,
    actions: 2,
    observations: 2,
    labels: { states: ['left', 'right'], actions: ['stay', 'go'] },
    transition: (state, action) => [
      [state, action === 0 ? 1 : 0.25],
      [1 - state, action === 0 ? 0 : 0.75],
    ],
    observation: (_action, next) => [
      [next, 0.875],
      [1 - next, 0.125],
    ],
    reward: (state, action, next, observation) => 1000 * state + 100 * action + 10 * next + observation,
    start: [[1, 1]],
    discount: 0.5,
  }),
);

describe('withMemory', () => {
  const { observationSpace, actionSpace, model } = withMemory(inner, 3);
  const product = model.call(withMemory(inner, 3));

  it('has pairs of action and memory for actions, and of memory and observation for observations', () => {
    // The model does not say what is seen first, so a third observation is `nothing yet`.
    expect([observationSpace.size, actionSpace.size]).to.deep.equal([9, 6]);
    expect(observationSpace.factors!.map(({ size }) => size)).to.deep.equal([3, 3]);
    expect(actionSpace.factors!.map(({ size }) => size)).to.deep.equal([2, 3]);
    expect(actionSpace.labels!.slice(0, 4)).to.deep.equal([
      'stay, node 0',
      'stay, node 1',
      'stay, node 2',
      'go, node 0',
    ]);
  });

  it('moves the memory where the action says, and all else as the problem does', () => {
    const [right, goThenTwo] = [1 * 3 + 0, 1 * 3 + 2];
    expect(entryAt(product.transitions[goThenTwo]!, right, 0 * 3 + 2)).to.equal(0.75);
    expect(entryAt(product.transitions[goThenTwo]!, right, 0 * 3 + 1)).to.equal(0);
    expect(entryAt(product.observationTables[goThenTwo]!, 0 * 3 + 2, 2 * 3 + 1)).to.equal(0.125);
    expect(entryAt(product.initialObservationTable!, right, 0 * 3 + 2), 'nothing yet').to.equal(1);
    expect([...product.start]).to.deep.equal([0, 0, 0, 1, 0, 0]);
    expect(product.discount).to.equal(0.5);
  });

  it('pays what the problem pays, by what is seen', () => {
    const { values, offsets } = product.rewards[1 * 3 + 2]!;
    // In state right, in node 1, `go` leads left (first stored) or right; each shows 0 or 1.
    const row = product.transitions[1 * 3 + 2]!.offsets[1 * 3 + 1]!;
    expect([...values.subarray(offsets![row], offsets![row + 2])]).to.deep.equal([1100, 1101, 1110, 1111]);
  });

  it('refuses an environment without a model', () => {
    const { observationSpace, actionSpace, task } = inner;
    const plain: Environment = {
      observationSpace,
      actionSpace,
      task,
      reset: (random) => inner.reset(random),
      step: (action) => inner.step(action),
    };
    expect(() => withMemory(plain, 2)).to.throw('needs the environment of a model');
  });
});
