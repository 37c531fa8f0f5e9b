import { curveChart, type CurveChart, type Figure, intervalChart } from '@pomdp-gym/figures';
import { expect } from 'chai';
import { htmlReport } from './html-report.js';

const chart: CurveChart = {
  name: 'error',
  title: 'Error <of> GPOMDP',
  x: { title: 'T', scale: 'log' },
  y: { title: 'error', scale: 'log' },
  legendTitle: 'discount',
  panels: [
    {
      curves: [
        { name: 'β = 0', points: [10, 100, 1000].map((x) => ({ x, y: 1 / x, low: -1, high: 2 / x })) },
        { name: 'β = .8', points: [10, 100, 1000].map((x) => ({ x, y: 3 / x })) },
      ],
      references: [{ name: 'β = 0', y: 0.002 }],
    },
  ],
};

const intervals = intervalChart({
  name: 'final',
  title: 'Final average reward',
  x: { title: 'η' },
  rows: [
    { label: 'conjpomdp', group: 'ThreeState-v0', value: 0.79, low: 0.78, high: 0.8 },
    { label: 'uniform', group: 'ThreeState-v0', value: 0.5, low: 0.49, high: 0.51 },
  ],
  references: [{ group: 'ThreeState-v0', name: 'optimum', value: 0.8 }],
});

/** A bar painted with a gradient, which is an id of its own. */
const painted = (name: string): Figure => ({
  name,
  description: 'A bar.',
  data: [],
  specification: {
    data: { values: [{ y: 1 }] },
    mark: {
      type: 'bar',
      color: {
        gradient: 'linear',
        stops: [
          { offset: 0, color: 'white' },
          { offset: 1, color: 'silver' },
        ],
      },
    },
    encoding: { y: { field: 'y', type: 'quantitative' } },
  },
});

describe('htmlReport', () => {
  it('is one page that needs nothing beside it, with text escaped', async () => {
    const page = await htmlReport({
      title: 'A & B',
      introduction: ['x < y', '\u001b]0;t\u0007'],
      sections: [
        {
          title: 'One',
          figures: [intervals],
          tables: [{ columns: ['claim', 'η'], rows: [['<b>', '.8']], numeric: [1] }],
        },
      ],
    });
    expect(page).to.contain('<title>A &amp; B</title>').and.to.contain('<p>x &lt; y</p>');
    expect(page).to.contain('<th scope="row">&lt;b&gt;</th><td class="number">.8</td>');
    expect(page).to.contain('<svg').and.to.contain('<p>␛]0;t␇</p>');
    expect(page).not.to.match(/<script|<link|(?:src|href)="(?!#)|@import|url\((?!#)/);
  });

  it('has no id twice, and none that is missing where it is referred to', async () => {
    const panels = [...chart.panels, ...chart.panels];
    const figures = [
      curveChart({ ...chart, panels }),
      curveChart({ ...chart, name: 'clipped: <1>', title: 'at url(#clip1) id="clip1"', panels }),
    ];
    const page = await htmlReport({
      title: 'Four',
      introduction: [],
      sections: [
        { title: 'One', figures },
        { title: 'Two', figures: [painted('bar'), painted('bar2')] },
      ],
    });
    const ids = Array.from(page.matchAll(/<[^>]* id="([^"]+)"/g), ([, id]) => id!);
    const references = Array.from(page.matchAll(/(?:="url\(|href=")#([^")]+)/g), ([, id]) => id!);
    expect(ids.filter((id) => id.includes('clip'))).to.have.length.above(3);
    expect(ids.filter((id) => id.includes('gradient'))).to.have.length(2);
    expect(new Set(ids).size).to.equal(ids.length);
    expect([...new Set(references)].sort()).to.deep.equal([...ids].sort());
    for (const id of ids) expect(id).to.match(/^(error|clipped___1_|bar2?)-[\w-]+$/);
    expect(page).to.contain('>at url(#clip1) id="clip1"<');
  });
});
