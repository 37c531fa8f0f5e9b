import { ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { tiger } from '@pomdp-gym/test-problems';
import { GenerativeModel } from './generative-model.js';
import { corridor } from './small-problems.test.support.js';

describe('GenerativeModel', () => {
  for (const [name, model] of Object.entries({ tiger: tiger(0.9), corridor: corridor() })) {
    it(`draws what the environment does from the same numbers: ${name}`, () => {
      const environment = new ModelEnvironment(model);
      const simulator = new GenerativeModel(model);
      const [one, other, actions] = [randomStream(1, 'a'), randomStream(1, 'a'), randomStream(2, 'b')];
      let state = -1;
      for (let t = 0; t < 500; t++) {
        if (state < 0) {
          environment.reset(one);
          state = environment.state;
          if (model.start.filter((probability) => probability > 0).length > 1) other.uint32();
        }
        const action = Math.floor(actions.uniform() * model.actions);
        const { observation, reward, ending } = environment.step(action);
        simulator.step(state, action, other);
        expect(simulator.observation).to.equal(observation);
        expect(simulator.reward).to.equal(reward);
        expect(simulator.ended).to.equal(ending === 'terminated');
        state = environment.state;
        if (state >= 0) expect(simulator.state).to.equal(state);
      }
    });
  }
});
