import { expect } from 'chai';
import { competingRange, paddedDomain } from './competing-range.js';

const at = (name: string, low: number, high = low) => ({ name, low, high });

describe('competingRange', () => {
  it('leaves out uniform random at -609, which would squeeze 20.0 and -20.0 together', () => {
    const found = competingRange([at('a', 20), at('random', -609), at('b', -20)]);
    expect(found).to.deep.equal({ low: -20, high: 20, beyond: new Set(['random']) });
  });

  it('leaves out what is below the widest gap alone', () => {
    const found = competingRange([at('a', 20), at('b', 19.9), at('c', -20), at('random', -609)]);
    expect(found).to.deep.equal({ low: -20, high: 20, beyond: new Set(['random']) });
  });

  it('keeps agents together that are no further apart, and two agents always', () => {
    expect(competingRange([at('a', 1), at('b', 0.9), at('c', 0.6)])).to.equal(undefined);
    expect(competingRange([at('a', 1), at('b', -1000)])).to.equal(undefined);
    expect(competingRange([at('a', 1), at('b', 1), at('c', -1000)])).to.equal(undefined);
  });

  it('never leaves out the best, and takes intervals with their agents', () => {
    expect(competingRange([at('a', 1000), at('b', 1), at('c', 1.1)])).to.equal(undefined);
    const found = competingRange([at('a', 1, 2), at('b', 1.5), at('c', -90, -80)]);
    expect(found).to.deep.equal({ low: 1, high: 2, beyond: new Set(['c']) });
  });

  it('leaves out a bound that lies far away, and shows one that does not', () => {
    const found = competingRange([at('a', 1), at('b', 2)], [at('upper', 100), at('lower', 2.5)]);
    expect(found).to.deep.equal({ low: 1, high: 2.5, beyond: new Set(['upper']) });
    expect(competingRange([at('a', 1)], [at('upper', 100)])).to.equal(undefined);
  });

  it('is padded by six hundredths on either side, and by the room of marks', () => {
    const [low, high] = paddedDomain({ low: 0, high: 10 }, { below: 0.1 });
    // Sums and products of a few doubles are exact to 1e-12.
    expect(low).to.be.closeTo(-1.6, 1e-12);
    expect(high).to.be.closeTo(10.6, 1e-12);
  });
});
