import { expect } from 'chai';
import { spannedPlane } from './spanned-plane.js';

const named = (name: string, ...vector: readonly number[]) => ({ name, vector });

describe('spannedPlane', () => {
  it('is named after both vectors that span it', () => {
    const { across, up } = spannedPlane(named('∇η', 2, 0, 0), named('∇_βη', 1, 1, 0));
    expect([across, up]).to.deep.equal(['along ∇η', 'at right angles to it, towards ∇_βη']);
  });

  it('names neither a vector of zero nor one that lies along the first', () => {
    const zero = spannedPlane(named('∇η', 0, 0), named('∇_βη', 0, 3));
    expect(zero.across).to.equal('along parameter 1, since ∇η is 0');
    expect(zero.up).to.equal('at right angles to it, towards ∇_βη');
    expect(spannedPlane(named('∇η', 2, 0), named('∇_βη', 4, 0)).up).to.equal(
      'at right angles to it, along no other vector',
    );
  });
});
