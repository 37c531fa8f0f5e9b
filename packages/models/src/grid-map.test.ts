import { expect } from 'chai';
import { GridMap, HEADINGS, NO_CELL } from './grid-map.js';

describe('GridMap', () => {
  const map = new GridMap(['..#', '#G']);

  it('numbers the free cells line by line', () => {
    expect(map.cells).to.deep.equal([
      [0, 0],
      [0, 1],
      [1, 1],
    ]);
    expect(map.marked('G')).to.deep.equal([2]);
  });

  it('finds the neighbour under each heading, and none in a wall or outside', () => {
    const around = (cell: number) => HEADINGS.map((_, heading) => map.neighbour(cell, heading));
    expect(around(0)).to.deep.equal([NO_CELL, 1, NO_CELL, NO_CELL]);
    expect(around(1)).to.deep.equal([NO_CELL, NO_CELL, 2, 0]);
    expect(around(2)).to.deep.equal([1, NO_CELL, NO_CELL, NO_CELL]);
  });

  it('draws a mark over one cell and nothing else', () => {
    expect(map.drawn(1, '@')).to.deep.equal(['.@#', '#G']);
  });
});
