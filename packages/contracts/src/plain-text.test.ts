import { expect } from 'chai';
import { InputError } from './input-error.js';
import { plainText, shortened } from './plain-text.js';

describe('plain text', () => {
  it('shows control characters, and leaves lines and letters as they are', () => {
    expect(plainText('a\u001b[31mb\u0007\u0000\u007f')).to.equal('a␛[31mb␇␀␡');
    expect(plainText('η = .5\n\t日本 🐯')).to.equal('η = .5\n\t日本 🐯');
  });

  it('drops what steers a terminal without an escape, turns text round, or is no character', () => {
    for (const character of ['\u009b', '\u202e', '\u2067', '\u2028', '\ud800', '\ufffe', '\uffff']) {
      expect(plainText(`a${character}b`), character.codePointAt(0)!.toString(16)).to.equal('a�b');
    }
  });

  it('loses its middle where it is long, not its end', () => {
    expect(shortened('abc', 3)).to.equal('abc');
    expect(shortened('abcdefghij', 8)).to.equal('abcdef … (2 characters left out) … ij');
  });

  it('is what a message is made of, at most 4000 characters of it', () => {
    const { message } = new InputError(`${'x'.repeat(1e6)}\u001b[2J is no number; write one.`);
    expect(message).to.have.length.below(4100);
    expect(message).to.match(/␛\[2J is no number; write one\.$/);
  });
});
