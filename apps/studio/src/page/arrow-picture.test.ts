import { expect } from 'chai';
import { tooShort } from './arrow-picture.js';

describe('tooShort', () => {
  it('names the exact gradients that are below a hundredth of the longest arrow', () => {
    const arrows = { truth: [1e-3, 0], limit: [0, 0.2], mean: [1, 0], estimates: [[0, 2]] } as const;
    expect(tooShort(arrows)).to.equal(' Too short to be seen beside the longest arrow: ∇η.');
    expect(tooShort({ ...arrows, limit: [0, 0.01] })).to.contain('∇η and ∇_βη.');
    expect(tooShort({ ...arrows, truth: [0.03, 0] })).to.equal('');
  });
});
