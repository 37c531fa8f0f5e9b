import { expect } from 'chai';
import { envelopeAt, lineAt, partWithin, sectionLines } from './section-lines.js';

describe('The lines of a section', () => {
  it('have their ends where the probability is 0 and 1, and are linear between', () => {
    const [line] = sectionLines([[4, 0, 8]], [0.5, 0.25, 0.25], 0);
    expect(line).to.deep.equal([4, 4]);
    expect(sectionLines([[4, 0, 8]], [0.5, 0.125, 0.375], 0)).to.deep.equal([[6, 4]]);
    expect(lineAt([6, 4], 0.25)).to.equal(5.5);
  });

  it('have the greatest of them as envelope', () => {
    const lines = [
      [0, 4],
      [3, -1],
    ] as const;
    expect([0, 0.25, 1].map((p) => envelopeAt(lines, p))).to.deep.equal([3, 2, 4]);
  });

  it('are cut where they leave the picture', () => {
    expect(partWithin([0, 4], [1, 2])).to.deep.equal([0.25, 0.5]);
    expect(partWithin([4, 0], [1, 8])).to.deep.equal([0, 0.75]);
    expect(partWithin([0, 4], [5, 6])).to.equal(undefined);
    expect(partWithin([1, 1], [0, 1])).to.deep.equal([0, 1]);
    expect(partWithin([2, 2], [0, 1])).to.equal(undefined);
  });
});
