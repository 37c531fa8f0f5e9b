import { expect } from 'chai';
import { drawing, drawnWord } from './drawing.js';

describe('A drawing', () => {
  it('is one element with its shapes on a ground of its size', () =>
    expect(drawing(20, 10, ['<circle r="1"/>'])).to.equal(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10" fill="#f4f2ec"/><circle r="1"/></svg>',
    ));

  it('writes words as text: signs of markup stay signs', () =>
    expect(drawnWord('a<b', 1, 2)).to.match(/^<text x="1" y="2" [^>]*>a&#60;b<\/text>$/));
});
