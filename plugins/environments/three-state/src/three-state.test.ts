import { describeEnvironment } from '@pomdp-gym/conformance';
import { frameText } from '@pomdp-gym/models';
import { entryAt } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { threeState } from './three-state.js';
import { threeStateFrame } from './three-state-frame.js';

describeEnvironment(threeState);

describe('ThreeState-v0', () => {
  const environment = threeState.create({});
  const model = environment.model!();

  it('has the transitions of the gradient study', () => {
    const table = (action: number) =>
      [0, 1, 2].map((state) => [0, 1, 2].map((next) => entryAt(model.transitions[action]!, state, next)));
    expect(table(0)).to.deep.equal([
      [0, 0.8, 0.2],
      [0.8, 0, 0.2],
      [0, 0.8, 0.2],
    ]);
    const rounded = table(1).map((row) => row.map((value) => Math.round(value * 1e12) / 1e12));
    expect(rounded).to.deep.equal([
      [0, 0.2, 0.8],
      [0.2, 0, 0.8],
      [0, 0.2, 0.8],
    ]);
  });

  it('pays 1 on entering C and nothing else', () => {
    model.transitions.forEach((table, action) => {
      table.indices.forEach((next, k) =>
        expect(model.rewards[action]!.values[k]).to.equal(next === 2 ? 1 : 0),
      );
    });
  });

  it('shows its state, from the first moment on, with the features of the paper', () => {
    expect([0, 1, 2].map((state) => entryAt(model.initialObservationTable!, state, state))).to.deep.equal([
      1, 1, 1,
    ]);
    const space = environment.observationSpace;
    expect(space.kind === 'discrete' && space.size).to.equal(3);
    expect(space.kind === 'discrete' && space.features).to.deep.equal([
      [12 / 18, 6 / 18],
      [6 / 18, 12 / 18],
      [5 / 18, 5 / 18],
    ]);
  });

  it('draws the three states, the present one filled', () => {
    const { picture, svg, facts } = threeStateFrame(1);
    expect(frameText({ picture, facts })).to.deep.equal(['    @    ', 'A   B   C', 'state: B']);
    expect(svg).to.contain('<circle cx="250" cy="150" r="32" fill="#1f6fb4"');
    expect(svg!.match(/fill="#1f6fb4"/g)).to.have.length(1);
  });
});
