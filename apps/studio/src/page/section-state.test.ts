import { expect } from 'chai';
import { sectionState } from './section-state.js';

describe('sectionState', () => {
  it('is the state that is chosen, and the last one where there are fewer', () => {
    expect(sectionState(2, 5, [1, 0, 0, 0, 0])).to.equal(2);
    expect(sectionState(7, 5, [1, 0, 0, 0, 0])).to.equal(4);
  });

  it('is the likeliest at the start of four and more, the first of equal ones', () => {
    expect(sectionState(-1, 5, [0, 0.25, 0.375, 0.375, 0])).to.equal(2);
    expect(sectionState(-1, 5, undefined)).to.equal(0);
  });

  it('is the second of two, whatever is chosen, and the first of three', () => {
    expect(sectionState(0, 2, [1, 0])).to.equal(1);
    expect(sectionState(-1, 3, [0, 0, 1])).to.equal(0);
  });
});
