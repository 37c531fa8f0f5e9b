import { expect } from 'chai';
import { type Belief3, beliefTriangle } from './belief-triangle.js';
import { renderPng } from './node/render-png.js';
import { renderSvg } from './render.js';
import { valueFunctionChart } from './value-function-chart.js';

describe('value function chart', () => {
  const figure = valueFunctionChart({
    name: 'value',
    title: 'Value of <two> states',
    state: 'right',
    vectors: [
      { action: 'wait', values: [4, 0] },
      { action: 'go', values: [-4, 4] },
      { action: 'wait', values: [1, 1] },
    ],
    upper: [
      { x: 0, y: 5 },
      { x: 1, y: 5 },
    ],
  });

  it('draws the maximum of the vectors: 4 − 4x up to ⅔, then −4 + 8x', () => {
    const value = figure.data.filter(({ series }) => series === 'value, at least');
    for (const { x, y } of value) {
      expect(y).to.be.closeTo(Math.max(4 - 4 * Number(x), -4 + 8 * Number(x), 1), 1e-12);
    }
    expect(value[0]).to.include({ x: 0, y: 4 });
    expect(value.at(-1)).to.include({ x: 1, y: 4 });
  });

  it('draws each vector as a line of its own, and names actions and bounds', async () => {
    const svg = await renderSvg(figure);
    expect(svg.match(/aria-roledescription="line mark"/g)).to.have.length(3 + 2);
    for (const text of [
      '>wait<',
      '>go<',
      '>value, at least<',
      '>value, at most<',
      '>probability of right<',
    ]) {
      expect(svg).to.include(text);
    }
    expect(svg).to.include('Value of &lt;two&gt; states');
    expect(await renderSvg(figure)).to.equal(svg);
  });
});

describe('pictures of vectors far below the value', () => {
  const far = valueFunctionChart({
    name: 'value',
    title: 'Blind policies of a tiger',
    state: 'right',
    vectors: [
      { action: 'listen', values: [-20, -20] },
      { action: 'left', values: [-1045, -845] },
      { action: 'right', values: [-845, -1045] },
    ],
    upper: [
      { x: 0, y: 28 },
      { x: 1, y: 28 },
    ],
  });

  it('are drawn without them, and become PNG pictures: the rasteriser aborts on lines far outside', async () => {
    const svg = await renderSvg(far);
    expect(svg.match(/aria-roledescription="line mark"/g)).to.have.length(1 + 2);
    expect(svg).to.include('>left<').and.include('>right<');
    expect(
      Buffer.from(await renderPng(svg))
        .subarray(1, 4)
        .toString(),
    ).to.equal('PNG');
    expect(far.data.filter(({ series }) => series === 'left')).to.have.length(2);
  });
});

describe('belief triangle', () => {
  const states = ['a', 'b', 'c'] as const;
  const likeliest = (belief: Belief3) => states[belief.indexOf(Math.max(...belief))]!;
  const triangle = {
    name: 'best',
    title: 'Best guess',
    states: states,
    actions: [...states],
    bestAction: likeliest,
    marked: [{ name: 'start', belief: [1 / 3, 1 / 3, 1 / 3] as const }],
  };
  const figure = beliefTriangle(triangle);
  const cells = figure.data.filter(({ action }) => action !== undefined);

  it('fills the triangle, a third for each corner', () => {
    const areaOf = (action: string) =>
      cells
        .filter((cell) => cell['action'] === action)
        .reduce((sum, { x, x2, y, y2 }) => sum + (Number(x2) - Number(x)) * (Number(y2) - Number(y)), 0);
    // The triangle has base and height 1. Cells are 1/120 wide, and cut edges of three borders of length below 1.
    for (const action of states) expect(areaOf(action)).to.be.closeTo(0.5 / 3, 3 / 120);
    const all = states.reduce((sum, action) => sum + areaOf(action), 0);
    expect(all).to.be.closeTo(0.5, 1e-9);
  });

  it('has each corner in the colour of its state, and the start in the middle', () => {
    const at = (px: number, py: number) =>
      cells.find(
        ({ x, x2, y, y2 }) => px >= Number(x) && px <= Number(x2) && py >= Number(y) && py <= Number(y2),
      )?.['action'];
    expect([at(0.02, 0.005), at(0.98, 0.005), at(0.5, 0.99)]).to.deep.equal(['a', 'b', 'c']);
    const [start] = figure.data.filter(({ name }) => name === 'start');
    expect(start!['x']).to.be.closeTo(0.5, 1e-12);
    expect(start!['y']).to.be.closeTo(1 / 3, 1e-12);
  });

  it('names a belief below its mark where the name of the top state stands above', async () => {
    const top = beliefTriangle({ ...triangle, marked: [{ name: 'start', belief: [0, 0, 1] }] });
    const svg = await renderSvg(top);
    const [, y] = /translate\([\d.]+,([\d.]+)\)[^>]*>c</.exec(svg)!;
    const [, below] = /translate\([\d.]+,([\d.]+)\)[^>]*>start</.exec(svg)!;
    expect(Number(below) - Number(y)).to.be.above(12); // a line of text
  });

  it('names corners, actions and marked beliefs', async () => {
    const svg = await renderSvg(figure);
    for (const text of ['>a<', '>b<', '>c<', '>start<', '>best action<']) expect(svg).to.include(text);
  });
});
