import { expect } from 'chai';
import { barChart } from './bar-chart.js';
import { renderSvg } from './render.js';

describe('barChart', () => {
  const bars = [
    { label: 'within a step', group: 'the estimate', value: 3 },
    { label: 'trace', group: 'the estimate', value: -2 },
    { label: 'chain', group: 'the actor', value: 0.5 },
  ];
  const figure = barChart({ name: 'parts', title: 'Parts', x: { title: 'share' }, bars });

  it('draws a bar for each number, panel by panel, those below zero too', async () => {
    const svg = await renderSvg(figure);
    const marks = [...svg.matchAll(/aria-label="share: ([^;]+); label: ([^"]+)"/g)];
    expect(marks.map(([, value, label]) => [label, value?.replace('−', '-')])).deep.equal([
      ['within a step', '3'],
      ['trace', '-2'],
      ['chain', '0.5'],
    ]);
    for (const title of ['the estimate', 'the actor']) expect(svg).include(title);
  });

  it('holds its numbers, and says them to whoever cannot see it', () => {
    expect(figure.data).deep.equal(bars);
    expect(figure.description).equal('Parts: share, within a step 3, trace -2, chain 0.5.');
  });
});
