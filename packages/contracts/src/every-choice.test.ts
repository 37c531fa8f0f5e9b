import { expect } from 'chai';
import { everyChoice } from './every-choice.js';
import type { ParametricPolicy } from './policy.js';

const memoryless: ParametricPolicy = {
  parameters: new Float64Array(0),
  reset: () => undefined,
  act: () => 0,
  addScore: () => undefined,
};

describe('everyChoice', () => {
  it("holds each (m, y, u, m') once, in the order of a controller's probabilities", () => {
    const policy: ParametricPolicy = { ...memoryless, memorySpace: { kind: 'discrete', size: 2 } };
    const sizes = { nodes: 2, observations: 3, actions: 4 };
    const { length, observations, actions, memory } = everyChoice(policy, sizes);
    expect(length).to.equal(2 * 3 * 4 * 2);
    for (let row = 0; row < length; row++) {
      const [m, y] = [memory!.before.values[row]!, observations.values[row]!];
      const [u, next] = [actions.values[row]!, memory!.after.values[row]!];
      expect(((m * 3 + y) * 4 + u) * 2 + next).to.equal(row);
    }
  });

  it('has no memory columns for a policy that remembers nothing', () => {
    const batch = everyChoice(memoryless, { nodes: 1, observations: 2, actions: 2 });
    expect(batch.memory).to.equal(undefined);
    expect([...batch.observations.values]).to.deep.equal([0, 0, 1, 1]);
    expect([...batch.actions.values]).to.deep.equal([0, 1, 0, 1]);
  });
});
