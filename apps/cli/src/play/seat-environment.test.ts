import {
  deterministicController,
  ControllerPolicy,
  finiteModel,
  type ModelDefinition,
  ModelEnvironment,
} from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { SeatEnvironment } from './seat-environment.js';

const two = { kind: 'discrete', size: 2 } as const;

/** The state is what both did last, the first agent's action counting twice; each sees the action of the other. */
const definition: ModelDefinition = {
  states: 4,
  actions: 4,
  observations: 4,
  transition: (_state, action) => [[action, 1]],
  observation: (action) => [[2 * (action & 1) + (action >> 1), 1]],
  reward: (_state, action) => action,
  start: [[0, 1]],
};
const agent = { actions: two, observations: two };
const echo = new ModelEnvironment(finiteModel({ ...definition, agents: [agent, agent] }));

/** Does what it saw, and 1 at first. */
const mirror = () =>
  new ControllerPolicy(
    deterministicController({
      ...{ nodes: 1, observations: 3, actions: 2, start: 0 },
      action: (_, y) => (y === 0 ? 0 : 1),
      successor: () => 0,
    }),
  );

describe('SeatEnvironment', () => {
  it('shows a seat its own part, while the others act by what they see', () => {
    const seat = new SeatEnvironment(echo, 0, mirror);
    expect([seat.observationSpace.size, seat.actionSpace.size]).to.deep.equal([3, 2]);
    expect(seat.reset(randomStream(1, 'game'))).to.equal(2);
    // The other does 1 at first, then what this seat did before.
    const steps = [0, 1, 1].map((action) => seat.step(action));
    expect(steps.map(({ observation }) => observation)).to.deep.equal([1, 0, 1]);
    expect(steps.map(({ reward }) => reward)).to.deep.equal([1, 2, 3]);
  });

  it('refuses a seat that does not exist, and an environment of one', () => {
    expect(() => new SeatEnvironment(echo, 2, mirror))
      .to.throw('the agents are 0 to 1')
      .with.property('name', 'InputError');
    const one = new ModelEnvironment(finiteModel(definition));
    expect(() => new SeatEnvironment(one, 0, mirror)).to.throw('one factor an agent');
  });
});
