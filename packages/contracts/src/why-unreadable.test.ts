import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { isInputError } from './input-error.js';
import { unreadable, whyUnreadable } from './why-unreadable.js';

describe('whyUnreadable', () => {
  const reason = (path: string) => {
    try {
      return readFileSync(path);
    } catch (error) {
      return whyUnreadable(error);
    }
  };

  it('has words for what a system says', () => {
    expect(reason('none.pg')).to.equal('there is no such file');
    expect(reason('.')).to.equal('it is a folder');
    expect(reason('package.json/x')).to.equal('a part of its path is no folder');
  });

  it('leaves anything else as it is', () => {
    expect(whyUnreadable(new Error('The disk is on fire.'))).to.equal('The disk is on fire.');
    expect(whyUnreadable('no')).to.equal('no');
  });

  it('ends the refusal of a file', () => {
    const thrown = new Error('The disk is on fire');
    const refusal = unreadable('policy file', 'a.alpha', thrown);
    expect(isInputError(refusal)).to.equal(true);
    expect(refusal.message).to.equal('The policy file a.alpha cannot be read: The disk is on fire.');
    expect(refusal.cause).to.equal(thrown);
  });
});
