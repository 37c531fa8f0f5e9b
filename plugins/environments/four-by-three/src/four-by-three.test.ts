import { describeEnvironment, itEqualsPublicFile } from '@pomdp-gym/conformance';
import { frameText } from '@pomdp-gym/models';
import { entryAt, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { fourByThree, fourByThreeFrame } from './four-by-three.js';

describeEnvironment(fourByThree);

const [NORTH, SOUTH, EAST] = [0, 1, 2];

describe('FourByThree-v0', () => {
  // The file writes ninths with six decimals.
  const rounding = { start: 1e-6, transitions: 1e-6 };
  itEqualsPublicFile(() => fourByThree.create({ misprint: true }), '4x3.95.POMDP', rounding);

  const { transitions, observationTables, rewards, labels, start } = fourByThree
    .create({ misprint: true })
    .model();

  it('moves as intended with .8 and slips to either side with .1, walls permitting', () => {
    expect([0, 1].map((next) => entryAt(transitions[NORTH]!, 0, next))).to.deep.equal([0.9, 0.1]);
    expect([0, 1, 4].map((next) => entryAt(transitions[SOUTH]!, 0, next))).to.deep.equal([0.1, 0.1, 0.8]);
    expect([1, 2].map((next) => entryAt(transitions[EAST]!, 1, next))).to.deep.equal([0.2, 0.8]);
  });

  it('keeps the misprint of the public file unless asked not to', () => {
    const east = [5, 8, 9, 10];
    expect(east.map((next) => entryAt(transitions[EAST]!, 9, next))).to.deep.equal([0.1, 0.1, 0, 0.8]);
    const described = fourByThree.create({ misprint: false }).model().transitions[EAST]!;
    expect(east.map((next) => entryAt(described, 9, next))).to.deep.equal([0.1, 0, 0.1, 0.8]);
  });

  it('sees walls to the left and right, and its two ends', () => {
    const seen = Array.from(observationTables[NORTH]!.indices, (y) => labels.observations![y]);
    expect(seen).to.deep.equal(
      'left neither neither good both left bad left neither neither right'.split(' '),
    );
  });

  it('charges .04 a step, pays 1 on leaving the good end, and −1 on leaving the bad one', () => {
    const paid = [0, 3, 6].map((cell) => rewards[SOUTH]!.values[transitions[SOUTH]!.offsets[cell]!]);
    expect(paid).to.deep.equal([-0.04, 1, -1]);
  });

  it('begins, and begins again after an end, in one of the nine plain cells', () => {
    expect([...start].filter((probability) => probability > 0)).to.deep.equal(Array(9).fill(1 / 9));
    expect([start[3], start[6]]).to.deep.equal([0, 0]);
    for (const end of [3, 6]) {
      expect([...start.keys()].map((next) => entryAt(transitions[NORTH]!, end, next))).to.deep.equal([
        ...start,
      ]);
    }
  });

  it('shows nothing before the first action', () => {
    expect(fourByThree.create({ misprint: true }).reset(randomStream(1, 'environment'))).to.equal(6);
  });

  it('draws the agent in its cell', () => {
    expect(frameText(fourByThreeFrame(4))).to.deep.equal([
      '######',
      '#   +#',
      '#@# -#',
      '#    #',
      '######',
      'sees: both',
    ]);
  });
});
