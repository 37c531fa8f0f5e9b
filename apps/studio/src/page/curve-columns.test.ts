import { expect } from 'chai';
import { curveColumns, heightOf, type ShownCurves } from './curve-columns.js';

const curve = {
  steps: Float64Array.of(0, 10),
  mean: Float64Array.of(NaN, 1),
  lower: Float64Array.of(NaN, 0),
  upper: Float64Array.of(NaN, 2),
};
const one: ShownCurves = { lines: [{ name: 'a', curve }], optimum: null, run: null };

describe('The columns of curves', () => {
  it('are the quartiles and the mean of each line, the run, and the ends of the bracket', () => {
    const lines = ['a', 'b'].map((name) => ({ name, curve }));
    const run = { name: 'seed 7', values: Float64Array.of(0, 1) };
    const columns = curveColumns({ lines, optimum: { lower: 1, upper: 3 }, run });
    expect(columns.map(({ label }) => label)).to.deep.equal([
      ...[
        'a: lower quartile',
        'a: upper quartile',
        'a: mean',
        'b: lower quartile',
        'b: upper quartile',
        'b: mean',
      ],
      ...['seed 7', 'optimum at least', 'optimum at most'],
    ]);
    expect(columns[2]!.values).to.deep.equal([null, 1]);
    expect(columns.at(-1)!.values).to.deep.equal([3, 3]);
    expect(curveColumns(one).map(({ label }) => label)).to.deep.equal([
      'lower quartile',
      'upper quartile',
      'mean',
    ]);
  });

  it('lie between the least and the greatest, an upper bound apart that is further above than they are high', () => {
    const height = (upper: number) => heightOf(curveColumns({ ...one, optimum: { lower: 3, upper } }));
    expect(height(6)).to.deep.equal([0, 6]);
    expect(height(6.1)).to.deep.equal([0, 3]);
  });
});
