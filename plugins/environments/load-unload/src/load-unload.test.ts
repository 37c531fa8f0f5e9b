import { describeEnvironment, itEqualsPublicFile } from '@pomdp-gym/conformance';
import { frameText } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { loadUnload } from './load-unload.js';
import { loadUnloadFrame } from './load-unload-frame.js';

describeEnvironment(loadUnload);
describeEnvironment(loadUnload, { options: { length: 9 } });

const [RIGHT, LEFT] = [0, 1];
const [LOADING, UNLOADING] = [0, 1];

/** The mean reward of going to and fro, over whole rounds after the first turn. */
function shuttlingReward(length: number): number {
  const environment = loadUnload.create({ length });
  environment.reset(randomStream(1, 'environment'));
  let action = RIGHT;
  let total = 0;
  const rounds = 2 * (length - 1) * 50;
  for (let step = -2 * length; step < rounds; step++) {
    const { observation, reward } = environment.step(action);
    if (observation === UNLOADING) action = LEFT;
    if (observation === LOADING) action = RIGHT;
    if (step >= 0) total += reward;
  }
  return total / rounds;
}

describe('LoadUnload-v0', () => {
  itEqualsPublicFile(() => loadUnload.create({ length: 5 }), 'gym.loadunload.POMDP');

  for (const [length, optimum] of [
    [2, 1],
    [5, 0.25],
    [9, 0.125],
  ] as const) {
    it(`is worth ${optimum} a step on a road of ${length}, by going to and fro`, () => {
      expect(loadUnload.create({ length }).optimum?.averageReward).to.equal(optimum);
      expect(shuttlingReward(length)).to.equal(optimum);
    });
  }

  it('loads at the left end and unloads at the right one, whichever way the cart goes on', () => {
    const { transitions, rewards } = loadUnload.create({ length: 5 }).model();
    expect([...transitions[RIGHT]!.indices]).to.deep.equal([2, 2, 4, 5, 6, 7, 8, 9, 9, 9]);
    expect([...transitions[LEFT]!.indices]).to.deep.equal([0, 0, 0, 1, 2, 3, 4, 5, 7, 7]);
    for (const { values } of rewards) {
      expect([...values]).to.deep.equal([0, 1, 0, 0, 0, 0, 0, 0, 1, 0]);
    }
  });

  it('shows nothing before the first action', () => {
    expect(loadUnload.create({ length: 5 }).reset(randomStream(1, 'environment'))).to.equal(3);
  });

  it('draws the cart full or empty on its road', () => {
    const full = loadUnloadFrame({ segment: 2, isLoaded: true, length: 5 });
    expect(frameText(full)).to.deep.equal(['   ■', '^_____v', 'cart: loaded', 'segment: 3 of 5']);
    // The cart stands in the middle of the third segment of 64 units.
    expect(full.svg).to.contain('<g transform="translate(160 0)"><path d="M-16 46Q0 14 16 46Z"');
    const empty = loadUnloadFrame({ segment: 0, isLoaded: false, length: 5 });
    expect(frameText(empty)[0]).to.equal(' □');
    expect(empty.svg).to.contain('translate(32 0)').and.not.to.contain('M-16 46Q0 14 16 46Z');
    expect(loadUnloadFrame({ segment: 0, isLoaded: false, length: 1000 }).svg).to.equal(undefined);
  });
});
