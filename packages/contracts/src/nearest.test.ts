import { expect } from 'chai';
import { nearest } from './nearest.js';

describe('nearest', () => {
  const known = ['Tiger-v0', 'TMaze-v0', 'Tag-v0', 'Hallway-v0', 'Hallway2-v0'];

  it('puts the nearest first, whatever the case', () => {
    expect(nearest('tiger-v1', known)[0]).to.equal('Tiger-v0');
    expect(nearest('hallway', known)).to.deep.equal(['Hallway-v0', 'Hallway2-v0']);
  });

  it('puts a name first that differs in case only', () => {
    expect(nearest('tag', ['tags', 'Tag'])).to.deep.equal(['Tag', 'tags']);
  });

  it('finds a name in which two letters are swapped', () => {
    expect(nearest('lsiten', ['open', 'listen'])).to.deep.equal(['listen']);
  });

  it('returns nothing if nothing is near', () => {
    expect(nearest('conjpomdp', known)).to.deep.equal([]);
    expect(nearest('ab', ['xy'])).to.deep.equal([]);
  });

  it('compares no name of more than 100 characters, which would take time as the square of its length', () => {
    const name = 'a'.repeat(101);
    expect(nearest(name, [name])).to.deep.equal([]);
    expect(nearest(name.slice(1), [name])).to.deep.equal([name]);
  });
});
