import { expect } from 'chai';
import { distinctFileNames } from './results-root.js';

describe('distinctFileNames', () => {
  it('gives names that become the same name of a file another each, on disks without capital letters too', () => {
    expect(distinctFileNames(['a b', 'a-b', 'c', 'A b', 'a-b-2'])).to.deep.equal([
      'a-b',
      'a-b-2',
      'c',
      'A-b-3',
      'a-b-2-2',
    ]);
  });
});
