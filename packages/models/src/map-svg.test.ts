import { expect } from 'chai';
import { mapSvg } from './map-svg.js';
import { picture } from './picture.js';

const roles = { '#': 'wall', '@': 'agent', '<': 'agent', G: 'goal', '-': 'hazard', A: 'object' } as const;
const svgOf = (...lines: string[]) => mapSvg(picture(lines, roles));
const count = (text: string, part: string) => text.split(part).length - 1;

describe('mapSvg', () => {
  it('is one element, 40 units a square, with a square for each character', () => {
    const svg = svgOf('###', '#@G');
    expect(svg).to.match(/^<svg [^>]*viewBox="0 0 120 80">.*<\/svg>$/);
    expect(count(svg, '<rect')).to.equal(6);
    expect(count(svg, 'fill="#4a4f57"')).to.equal(4);
  });

  it('draws the agent where it stands, and turns an arrow to where it points', () => {
    expect(svgOf(' @')).to.contain('<g transform="translate(60 20)"><circle r="12"');
    expect(svgOf('<')).to.contain('rotate(270)');
  });

  it('draws a badge with the letter of an object, a star for a goal and a cross for a hazard', () => {
    expect(svgOf('A')).to.contain('>A</text>');
    expect(svgOf('G')).to.contain('fill="#1f8a3f"');
    expect(svgOf('-')).to.contain('stroke="#b8332a"');
  });

  it('writes signs of markup as text', () => {
    expect(mapSvg([[{ text: '&', role: 'floor' }]])).to.contain('>&#38;</text>');
  });
});
