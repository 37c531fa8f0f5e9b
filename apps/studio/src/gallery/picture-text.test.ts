import { expect } from 'chai';
import { parseHTML } from 'linkedom';
import { pictureText } from './picture-text.js';

/** A frame of the page: the first element of a text. */
function frameOf(html: string): Element {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  const frame = document.querySelector('[data-figure]');
  if (!frame) throw new Error('The text has no frame.');
  return frame;
}

const DRAWING = '<svg viewBox="0 0 600 240" aria-label="a &lt; b"><rect class="truth" width="3" /></svg>';
const KEYS =
  '<p><span class="key noise dashed">variance</span> <span class="key learner">policy</span>' +
  '<span class="colour-key"><svg><rect class="colour-1" /></svg> listen</span><span class="heat-key heat-goal">a goal</span></p>';

describe('pictureText', () => {
  it('holds the drawing, its label and caption as text of XML, and the styles of the page', () => {
    const text = pictureText(frameOf(`<div data-figure="f">${DRAWING}</div>`), 'c & d');
    expect(text).to.include('<title>a &#60; b</title><desc>c &#38; d</desc>');
    expect(text).to.include('class="truth"').and.include('--panel: light-dark(');
    expect(text).to.include('viewBox="0 0 616 256"'); // 8 units around it
  });

  it('has a line of legend for each key in the frame, with a sample of each kind', () => {
    const text = pictureText(frameOf(`<div data-figure="f">${DRAWING}${KEYS}</div>`), '');
    expect(text).to.include('viewBox="0 0 616 344"'); // four lines of 20 units, and 8 above them
    expect(text.match(/class="legend"/g)).to.have.length(4);
    expect(text).to.include('<line class="curve noise dashed"').and.include('<line class="learner first"');
    expect(text).to.include('<rect class="colour-1"').and.include('<rect class="heat-goal"');
    expect(text).to.include('>variance</text>').and.include('>listen</text>');
  });

  it('takes the keys beside a frame that has none', () => {
    const text = pictureText(frameOf(`<div><div data-figure="f">${DRAWING}</div>${KEYS}</div>`), '');
    expect(text.match(/class="legend"/g)).to.have.length(4);
  });

  it('names the parts of a group of drawings, whose own label says how to move in it', () => {
    const group =
      '<svg viewBox="0 0 9 9" role="group" aria-label="keys"><title>node 0</title><g><title>node 1</title></g></svg>';
    expect(pictureText(frameOf(`<div data-figure="f">${group}</div>`), '')).to.include(
      '<title>node 0, node 1</title>',
    );
  });

  it('keeps the picture of a world as an image', () => {
    const world = encodeURIComponent('<svg viewBox="0 0 320 250"></svg>');
    const image = `<img alt="The world." src="data:image/svg+xml,${world}">`;
    const text = pictureText(frameOf(`<div data-figure="f">${image}</div>`), '');
    expect(text).to.include('<title>The world.</title>').and.include('<image width="320" height="250"');
  });

  it('refuses a frame without a drawing, and a drawing without a size', () => {
    expect(() => pictureText(frameOf('<div data-figure="f"></div>'), '')).to.throw('holds no drawing');
    expect(() => pictureText(frameOf('<div data-figure="f"><svg></svg></div>'), '')).to.throw('view box');
  });
});
