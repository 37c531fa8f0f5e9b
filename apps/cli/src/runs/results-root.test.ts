import { expect } from 'chai';
import { distinctFileNames, fileName } from './results-root.js';

describe('fileName', () => {
  it('fits a file system with a digest and a shard behind it, however long the name of a study is', () => {
    expect(fileName('x'.repeat(3000))).to.equal('x'.repeat(100));
    expect(fileName(`${'x'.repeat(99)} y`), 'no hyphen at the end').to.equal('x'.repeat(99));
  });
});

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
