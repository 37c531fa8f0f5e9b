import { expect } from 'chai';
import { nearest, suggestion } from './nearest.js';

describe('nearest', () => {
  const known = ['Tiger-v0', 'TMaze-v0', 'Tag-v0', 'Hallway-v0', 'Hallway2-v0'];

  it('puts the nearest first, whatever the case', () => {
    expect(nearest('tiger-v1', known)[0]).to.equal('Tiger-v0');
    expect(nearest('hallway', known)).to.deep.equal(['Hallway-v0', 'Hallway2-v0']);
  });

  it('lists all where they are few, and counts them where they are many', () => {
    const names = Array.from({ length: 21 }, (_, i) => `name-${i}`);
    expect(suggestion('Tiger', names.slice(0, 2), 'ids')).to.equal('The ids are name-0 and name-1.');
    expect(suggestion('Tiger', names, 'ids')).to.equal('None of the 21 ids is near.');
  });

  it('returns nothing if nothing is near', () => {
    expect(nearest('conjpomdp', known)).to.deep.equal([]);
    expect(suggestion('conjpomdp', ['a', 'b', 'c'], 'things')).to.equal('The things are a, b and c.');
  });
});
