import { renderSvg } from '@pomdp-gym/figures';
import { expect } from 'chai';
import { schemaProblems } from '../vega-lite-schema.test.support.js';
import { curveFigure, type DrawnFigure, vegaLite } from './drawn-figure.js';

const curves: DrawnFigure = curveFigure({
  ...{ name: 'curves', title: 'Curves', x: 'steps', y: 'reward', xs: [10, 20, 30] },
  curves: { mean: [1, 2, 3], optimum: [4, 4, 4] },
  bands: {
    ...{ low: 'lower', high: 'upper' },
    of: { mean: { low: [0.5, null, 2.5], high: [1.5, null, 3.5] } },
  },
});
const table: DrawnFigure = {
  ...{ name: 'table', title: 'Table', mark: 'point' },
  data: [
    { environment: 'A', agent: 'a', mean: 1, low: 0.5, high: 1.5 },
    { environment: 'B', agent: 'a', mean: 2, low: null, high: null },
  ],
  encoding: {
    x: { field: 'mean', type: 'quantitative', scale: { zero: false } },
    y: { field: 'agent', type: 'nominal' },
    row: { field: 'environment', type: 'nominal' },
  },
  interval: { along: 'x', low: 'low', high: 'high', mark: 'rule' },
};

/** How many marks of a kind Vega-Lite draws. */
const drawn = async (figure: DrawnFigure, kind: string): Promise<number> => {
  const specification = JSON.parse(JSON.stringify(vegaLite(figure)));
  expect(schemaProblems(specification)).to.deep.equal([]);
  const svg = await renderSvg({ name: 'figure', description: 'figure', specification, data: [] });
  return svg.split(`aria-roledescription="${kind}"`).length - 1;
};

describe('curveFigure', () => {
  it('has the ends of an interval in the record of its mean, and none where they are not known', () => {
    expect(curves.data.slice(0, 2)).to.deep.equal([
      { steps: 10, series: 'mean', reward: 1, lower: 0.5, upper: 1.5 },
      { steps: 20, series: 'mean', reward: 2 },
    ]);
    expect(curves.data.at(-1)).to.deep.equal({ steps: 30, series: 'optimum', reward: 4 });
  });
});

describe('vegaLite', () => {
  it('draws the intervals of a curve as a band, and only of the curve that has them', async () => {
    expect(await drawn(curves, 'area mark')).to.equal(1);
  });

  it('draws the interval of each row of a table that has one, a panel an environment', async () => {
    expect(await drawn(table, 'rule mark')).to.equal(1);
    expect(await drawn(table, 'point')).to.equal(2);
  });

  it('leaves out an interval that reaches 0 where an axis is by powers of ten', async () => {
    const powers = { field: 'mean', type: 'quantitative', scale: { type: 'log' } } as const;
    const data = [...table.data, { environment: 'B', agent: 'b', mean: 2, low: 0, high: 3 }];
    const byPowers = { ...table, data, encoding: { ...table.encoding, x: powers } };
    expect(await drawn({ ...table, data }, 'rule mark')).to.equal(2);
    expect(await drawn(byPowers, 'rule mark')).to.equal(1);
  });
});
