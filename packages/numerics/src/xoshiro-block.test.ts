import { expect } from 'chai';
import { XoshiroBlock } from './xoshiro-block.js';

const STATE = [1, 2, 3, 4];
/** More than a block has. */
const WORDS = 700;

/** Takes a word as a stream does. */
function wordOf(block: XoshiroBlock): number {
  if (block.position === block.words.length) block.refill();
  return block.words[block.position++]!;
}

const drawn = new XoshiroBlock(STATE);
const expected: number[] = [];
while (expected.length < WORDS) expected.push(wordOf(drawn));

describe('XoshiroBlock', () => {
  it('has one order of words, whether they are drawn ahead or one by one', () => {
    for (const turn of [1, 3, 255, 256, 257, 1000]) {
      const block = new XoshiroBlock(STATE);
      const found = expected.map((_, i) => (Math.floor(i / turn) % 2 === 0 ? block.next() : wordOf(block)));
      expect(found, `in turns of ${turn}`).to.deep.equal(expected);
    }
  });

  it('writes the state behind the words that were taken, from which another block goes on', () => {
    for (const taken of [0, 1, 255, 256, 257, 600]) {
      const [one, other] = [new XoshiroBlock(STATE), new XoshiroBlock([5, 6, 7, 8])];
      for (let i = 0; i < taken; i++) wordOf(one);
      const frame = new Int32Array(16);
      one.writeState(frame, 2, 4);
      other.readState(frame, 2, 4);
      expect(frame.filter((_, i) => i % 4 !== 2).every((word) => word === 0)).to.equal(true);
      expect([wordOf(other), other.next()], `${taken}`).to.deep.equal(expected.slice(taken, taken + 2));
    }
  });
});
