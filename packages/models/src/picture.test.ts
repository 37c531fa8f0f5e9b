import { expect } from 'chai';
import { frameText, picture } from './picture.js';

describe('picture', () => {
  it('joins neighbours of one role into one span and leaves the rest floor', () => {
    expect(picture(['##@ .'], { '#': 'wall', '@': 'agent' })).to.deep.equal([
      [
        { text: '##', role: 'wall' },
        { text: '@', role: 'agent' },
        { text: ' .', role: 'floor' },
      ],
    ]);
  });

  it('is read back as plain lines with the facts below', () => {
    const frame = { picture: picture(['#@#', ''], { '#': 'wall' }), facts: { facing: 'north' } };
    expect(frameText(frame)).to.deep.equal(['#@#', '', 'facing: north']);
  });
});
