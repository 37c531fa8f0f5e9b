import { expect } from 'chai';
import { stretches } from './stretches.js';

describe('stretches', () => {
  it('cuts a curve where a value is not known', () => {
    expect(stretches([0, 1, 2, 3, 4], [5, 6, null, 7, undefined])).to.deep.equal([
      { xs: [0, 1], ys: [5, 6] },
      { xs: [3], ys: [7] },
    ]);
  });

  it('has no stretch where nothing is known', () => {
    expect(stretches([0, 1], [null, null])).to.deep.equal([]);
  });
});
