import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { finiteModel } from './finite-model.js';
import { ModelEnvironment } from './model-environment.js';
import { stateFrame } from './state-frame.js';

/** Two states in turn; the second ends the episode. */
const model = (labels?: readonly string[]) =>
  finiteModel({
    states: 2,
    actions: 1,
    observations: 1,
    labels: labels ? { states: labels } : {},
    transition: () => [[1, 1]],
    observation: () => [[0, 1]],
    reward: () => 2,
    start: [[0, 1]],
    terminal: (state) => state === 1,
  });

describe('stateFrame', () => {
  it('names the state, or numbers it where it has no name', () => {
    expect(stateFrame(model(['here', 'there']), 1)).to.deep.equal({ picture: [], facts: { state: 'there' } });
    expect(stateFrame(model(), 1).facts).to.deep.equal({ state: '1' });
  });

  it('is what an environment without a picture shows, after an ending too', () => {
    const environment = new ModelEnvironment(model(['here', 'there']));
    expect(() => environment.frame()).to.throw('call reset before frame');
    environment.reset(randomStream(1, 'environment'));
    expect(environment.frame().facts).to.deep.equal({ state: 'here' });
    environment.step(0);
    expect(environment.state).to.equal(-1);
    expect(environment.frame().facts).to.deep.equal({ state: 'there' });
  });

  it('gives way to the picture that an environment brings, which is given the last step', () => {
    const environment = new ModelEnvironment(model(), {
      frame: (state, last) => ({
        picture: [],
        facts: { seen: `${state} after ${last?.action} for ${last?.reward}` },
      }),
    });
    environment.reset(randomStream(1, 'environment'));
    expect(environment.frame().facts).to.deep.equal({ seen: '0 after undefined for undefined' });
    environment.step(0);
    expect(environment.frame().facts).to.deep.equal({ seen: '1 after 0 for 2' });
  });
});
