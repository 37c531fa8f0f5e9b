import { describeEnvironment, itEqualsPublicFile } from '@pomdp-gym/conformance';
import { frameText } from '@pomdp-gym/models';
import { entryAt, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { tiger, tigerFrame, type TigerOptions } from './tiger.js';

describeEnvironment(tiger);

const create = (chosen: Partial<TigerOptions> = {}) => tiger.create(tiger.options.parse(chosen));
const [LISTEN, OPEN_LEFT, OPEN_RIGHT] = [0, 1, 2];

describe('Tiger-v0', () => {
  // 1 − .85 is .15 but for the last bit.
  itEqualsPublicFile(() => create(), 'tiger.95.POMDP', { observationTables: 1e-16 });

  it('pays −1 for listening, 10 for the treasure and −100 for the tiger', () => {
    const { rewards } = create().model();
    expect([...rewards[LISTEN]!.values]).to.deep.equal([-1, -1]);
    // Two successors from each state: tiger left first, then tiger right.
    expect([...rewards[OPEN_LEFT]!.values]).to.deep.equal([-100, -100, 10, 10]);
    expect([...rewards[OPEN_RIGHT]!.values]).to.deep.equal([10, 10, -100, -100]);
  });

  it('hears the right door with the accuracy that was chosen, and nothing of use on opening', () => {
    const { observationTables, transitions } = create({ accuracy: 0.7 }).model();
    expect(entryAt(observationTables[LISTEN]!, 1, 1)).to.equal(0.7);
    expect(entryAt(observationTables[LISTEN]!, 1, 0)).to.be.closeTo(0.3, 1e-15);
    for (const open of [OPEN_LEFT, OPEN_RIGHT]) {
      expect([...observationTables[open]!.values, ...transitions[open]!.values]).to.deep.equal(
        Array(8).fill(0.5),
      );
    }
  });

  it('shows nothing before the first action', () => {
    expect(create().reset(randomStream(1, 'environment'))).to.equal(2);
  });

  it('draws the tiger where it is and says what was heard', () => {
    const heard = { action: LISTEN, observation: 0, reward: -1, ending: 'none' } as const;
    expect(frameText(tigerFrame(1, heard))).to.deep.equal([
      '+---+   +---+',
      '| $ |   | T |',
      '+---+   +---+',
      '      @',
      'tiger behind: right door',
      'heard: left door',
    ]);
  });

  it('draws the chest behind one door, the tiger behind the other, and sound at the door that was heard', () => {
    const svgOf = (state: number, observation?: number) =>
      tigerFrame(
        state,
        observation === undefined ? undefined : { action: LISTEN, observation, reward: -1, ending: 'none' },
      ).svg!;
    const [face, chest, sound] = ['#f09a3a', '#9b6a3c', 'M-14 0A16'];
    expect(svgOf(0).indexOf(face)).to.be.below(svgOf(0).indexOf(chest));
    expect(svgOf(1).indexOf(face)).to.be.above(svgOf(1).indexOf(chest));
    expect(svgOf(1)).not.to.contain(sound);
    expect(svgOf(1, 0)).to.contain(`translate(80 172)"><path d="${sound}`);
    expect(svgOf(1, 1)).to.contain(`translate(240 172)"><path d="${sound}`);
  });

  it('shows the picture of the state it is in, once there is one', () => {
    const environment = create();
    expect(() => environment.frame()).to.throw('reset');
    const random = randomStream(2, 'environment');
    environment.reset(random);
    for (let step = 0; step < 20; step++) {
      const { observation, reward, ending } = environment.step(OPEN_LEFT);
      const last = { action: OPEN_LEFT, observation, reward, ending };
      expect(environment.frame()).to.deep.equal(tigerFrame(environment.state, last));
    }
  });
});
