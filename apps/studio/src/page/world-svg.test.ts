import { expect } from 'chai';
import { worldSvg } from './world-svg.js';

describe('worldSvg', () => {
  it('is the drawing of the environment, with a size', () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40"/></svg>';
    expect(worldSvg({ picture: [], facts: {}, svg })).to.equal(
      '<svg width="480" height="360" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40"/></svg>',
    );
    const sized = svg.replace('<svg', '<svg width="80"');
    expect(worldSvg({ picture: [], facts: {}, svg: sized })).to.equal(sized);
  });

  it('is the text of one that draws none, without letters that are signs of SVG', () => {
    const picture = [
      [
        { text: '#<', role: 'wall' },
        { text: 'A', role: 'agent' },
      ],
      [{ text: '&', role: 'floor' }],
    ] as const;
    const svg = worldSvg({ picture, facts: {} });
    expect(svg).to.contain('>#&#60;A</tspan>').and.to.contain('>&#38;</tspan>');
    // Three letters of 9 units and two lines of 18, with 12 around them.
    expect(svg).to.contain('viewBox="0 0 51 60"');
  });

  it('is the name of the state where there is no picture', () => {
    expect(worldSvg({ picture: [], facts: { state: 'tiger-left' } })).to.contain('>tiger-left</tspan>');
  });
});
