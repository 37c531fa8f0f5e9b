import { expect } from 'chai';
import { suggestion } from './suggestion.js';

describe('suggestion', () => {
  it('names what is near', () => {
    expect(suggestion('tigre', ['Tiger', 'Tag'], 'ids')).to.equal('Did you mean Tiger?');
  });

  it('lists all where they are few, and counts them where they are many', () => {
    const names = Array.from({ length: 21 }, (_, i) => `name-${i}`);
    expect(suggestion('Tiger', names.slice(0, 2), 'ids')).to.equal('The ids are name-0 and name-1.');
    expect(suggestion('Tiger', names, 'ids')).to.equal('None of the 21 ids is near.');
  });
});
