import { writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { whyUnwritable } from './why-unwritable.js';

describe('whyUnwritable', () => {
  const reason = (path: string) => {
    try {
      return writeFileSync(path, '');
    } catch (error) {
      return whyUnwritable(error);
    }
  };

  it('has words for what a system says', () => {
    expect(reason('.')).to.equal('a folder is in the place of a file');
    expect(reason('package.json/x')).to.equal('a part of its path is a file');
    expect(reason('x'.repeat(5000))).to.equal('its name is too long');
    expect(whyUnwritable(Object.assign(new Error('ENOSPC: …'), { code: 'ENOSPC' }))).to.equal(
      'no space is left there',
    );
  });

  it('leaves anything else as it is, without the full stop that the sentence has', () => {
    expect(whyUnwritable(new Error('The disk is on fire.'))).to.equal('The disk is on fire');
    expect(whyUnwritable('no')).to.equal('no');
  });
});
