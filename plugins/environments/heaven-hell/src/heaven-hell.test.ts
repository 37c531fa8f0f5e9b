import { describeEnvironment, itEqualsPublicFile } from '@pomdp-gym/conformance';
import { frameText } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { heavenHell, heavenHellFrame } from './heaven-hell.js';

describeEnvironment(heavenHell);
describeEnvironment(heavenHell, { options: { length: 1 } });

const [NORTH, SOUTH, EAST, WEST] = [0, 1, 2, 3];

/** The rewards of asking the priest and then going to heaven, for one whole round. */
function roundOfAsking(length: number, seed: number): number[] {
  const environment = heavenHell.create({ length });
  environment.reset(randomStream(seed, 'environment'));
  const rewards: number[] = [];
  let told = -1;
  const go = (action: number, steps: number) => {
    for (let i = 0; i < steps; i++) {
      const { observation, reward } = environment.step(action);
      rewards.push(reward);
      told = observation;
    }
  };
  go(SOUTH, 1);
  go(EAST, length);
  const heaven = told === 4 * length + 1 ? WEST : EAST;
  go(WEST, length);
  go(NORTH, length + 1);
  go(heaven, length);
  go(NORTH, 1);
  return rewards;
}

describe('HeavenHell-v0', () => {
  itEqualsPublicFile(() => heavenHell.create({ length: 1 }), 'gym.heavenhell_1.POMDP');
  itEqualsPublicFile(() => heavenHell.create({ length: 4 }), 'gym.heavenhell_4.POMDP');

  for (const length of [1, 2, 4]) {
    it(`pays once in ${4 * length + 3} steps to who asks the priest, at length ${length}`, () => {
      for (let seed = 1; seed <= 8; seed++) {
        const expected = [...Array<number>(4 * length + 2).fill(0), 1];
        expect(roundOfAsking(length, seed)).to.deep.equal(expected);
      }
      expect(heavenHell.create({ length }).optimum?.averageReward).to.equal(1 / (4 * length + 3));
    });
  }

  it('is worth 8.641 at discount .99 in the classical size, by that round again and again', () => {
    const discount = heavenHell.create({ length: 2 }).model().discount!;
    const rewards = roundOfAsking(2, 1);
    const round = rewards.reduce((sum, reward, t) => sum + discount ** t * reward, 0);
    expect(round / (1 - discount ** rewards.length)).to.be.closeTo(8.641, 5e-4);
  });

  it('says where heaven is only at the priest', () => {
    const { observationTables, labels, states } = heavenHell.create({ length: 2 }).model();
    const seen = Array.from(observationTables[NORTH]!.indices, (y) => labels.observations![y]);
    const places = ['o0', 'o1', 'o2', 'o3', 'o4', 'o5', 'o6', 'o7', 'o8'];
    expect(states).to.equal(20);
    expect(seen).to.deep.equal([...places, 'left', ...places, 'right']);
  });

  it('pays −1 for hell', () => {
    const { rewards, transitions } = heavenHell.create({ length: 1 }).model();
    const paid = [2, 3, 8, 9].map((state) => rewards[EAST]!.values[transitions[EAST]!.offsets[state]!]);
    expect(paid).to.deep.equal([1, -1, -1, 1]);
  });

  it('shows nothing before the first action', () => {
    expect(heavenHell.create({ length: 2 }).reset(randomStream(1, 'environment'))).to.equal(11);
  });

  it('draws the world that is meant', () => {
    expect(frameText(heavenHellFrame(10, 2))).to.deep.equal([
      '#######',
      '#-   +#',
      '### ###',
      '###@###',
      '###  P#',
      '#######',
      'heaven: right',
    ]);
    expect(frameText(heavenHellFrame(4, 2)).slice(1, 2)).to.deep.equal(['#@   -#']);
  });
});
