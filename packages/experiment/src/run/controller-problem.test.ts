import type { FiniteStateController, Policy } from '@pomdp-gym/contracts';
import { ControllerPolicy, finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { expect } from 'chai';
import { controllerProblem } from './controller-problem.js';
import { exactRefusal } from './exact-refusal.js';

/** One state that shows observation 0 or 1, at the start too. */
const model = finiteModel({
  states: 1,
  actions: 2,
  observations: 2,
  transition: () => [[0, 1]],
  observation: () => [
    [0, 0.5],
    [1, 0.5],
  ],
  initialObservation: () => [
    [0, 0.5],
    [1, 0.5],
  ],
  reward: () => 0,
  start: [[0, 1]],
});

/** Two nodes, uniform over actions; the next node is either with an even chance. */
const law: FiniteStateController = {
  nodes: 2,
  observations: 2,
  actions: 2,
  start: Float64Array.of(0.5, 0.5),
  actionProbabilities: new Float64Array(8).fill(0.5),
  successorProbabilities: new Float64Array(16).fill(0.5),
};

/** Acts by the law, but for the actions that `replace` returns. */
function policyOf(replace: (action: number) => number): Policy {
  const inner = new ControllerPolicy(law);
  return {
    memorySpace: inner.memorySpace,
    reset: (random) => inner.reset(random),
    act: (observation) => replace(inner.act(observation)),
    memory: () => inner.memory(),
    controller: () => law,
  };
}

describe('controllerProblem', () => {
  it('holds for a policy that acts by its controller', () => {
    for (let seed = 0; seed < 20; seed++)
      expect(controllerProblem(new ControllerPolicy(law), model, seed)).to.equal(undefined);
  });

  it('refuses a policy that takes another action than its controller draws', () => {
    expect(
      controllerProblem(
        policyOf(() => 1),
        model,
        1,
      ),
    ).to.match(/^its policy acts otherwise than its controller says, first in step \d+ of an episode$/);
  });

  it('refuses a policy that throws', () => {
    const policy = policyOf(() => {
      throw new Error('no such row');
    });
    expect(controllerProblem(policy, model, 1)).to.match(/it throws \(no such row\)$/);
  });

  it('leaves the exact value to a policy that remembers and acts by its controller', async () => {
    const settings = { evaluation: { steps: 1000, exactStates: 500 }, seed: 1 };
    const environment = new ModelEnvironment(model);
    expect(await exactRefusal(new ControllerPolicy(law), environment, settings)).to.equal(undefined);
    const other = policyOf(() => 1);
    expect(await exactRefusal(other, environment, settings)).to.be.a('string');
    const tooLarge = { ...settings, evaluation: { steps: 1000, exactStates: 1 } };
    expect(await exactRefusal(other, environment, tooLarge), '1 state × 2 nodes').to.equal(undefined);
  });
});
