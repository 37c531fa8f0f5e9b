import { expect } from 'chai';
import { coordinates, directionPair } from './direction-pair.js';

describe('directionPair', () => {
  it('takes the first direction, and what is left of the longest other at right angles to it', () => {
    const pair = directionPair(
      [3, 0, 0],
      [
        [5, 0, 1],
        [1, 2, 0],
      ],
    );
    expect(pair).to.deep.equal([
      [1, 0, 0],
      [0, 1, 0],
    ]);
    expect(coordinates([7, -4, 9], pair)).to.deep.equal([7, -4]);
  });

  it('takes a parameter at right angles where the others are parallel, and the first parameter for a vector of zero', () => {
    expect(directionPair([0, -2], [[0, 4]])).to.deep.equal([
      [0, -1],
      [1, 0],
    ]);
    expect(directionPair([0, 0], [])).to.deep.equal([
      [1, 0],
      [0, 1],
    ]);
  });

  it('finds the second direction of gradients of a size of 1e-6', () => {
    const [, other] = directionPair([1e-6, 0], [[1e-6, 1e-8]]);
    expect(other).to.deep.equal([0, 1]);
  });
});
