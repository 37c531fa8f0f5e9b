import { expect } from 'chai';
import type uPlot from 'uplot';
import { zoomOf, zoomTo } from './plot-zoom.js';

/** A plot of 0 to 1000 steps as far as zooming uses one. */
function plotOf(min: number, max: number) {
  const x = { min, max };
  let changes = 0;
  const setScale = (_: string, limits: { min: number; max: number }): void => {
    changes++;
    Object.assign(x, limits);
  };
  const data: uPlot.AlignedData = [
    [0, 500, 1000],
    [1, 2, 3],
  ];
  return { plot: { data, scales: { x }, setScale }, x, changes: () => changes };
}

describe('The zoom of a plot', () => {
  it('is null where all is shown, and has six digits', () => {
    expect(zoomOf(plotOf(0, 1000).plot)).to.equal(null);
    expect(zoomOf(plotOf(0, 1000 / 3).plot)).to.deep.equal([0, 333.333]);
  });

  it('goes where it is wanted within what there is, and changes nothing where it is there', () => {
    const { plot, x, changes } = plotOf(0, 1000);
    zoomTo(plot, [250, 2000]);
    expect(x).to.deep.equal({ min: 250, max: 1000 });
    zoomTo(plot, [250, 1000]);
    expect(changes()).to.equal(1);
    zoomTo(plot, [5000, 6000]);
    expect(x).to.deep.equal({ min: 0, max: 1000 });
    zoomTo(plot, null);
    expect(changes()).to.equal(2);
  });
});
