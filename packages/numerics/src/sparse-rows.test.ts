import { expect } from 'chai';
import { restrictRows } from './restrict-rows.js';
import { entryAt, rowEntries, rowSums, sparseRows } from './sparse-rows.js';

/** Two rows over twelve columns, given out of order. */
const table = sparseRows(3, 12, (row) =>
  row === 1
    ? []
    : [
        [10, 0.5],
        [9, 0.125],
        [2, 0.25],
        [11, 0],
        [9, row === 0 ? 0.125 : 0.25],
      ],
);

describe('sparseRows', () => {
  it('sorts columns as numbers, adds up entries of one column and drops zeros', () => {
    expect([...table.offsets]).to.deep.equal([0, 3, 3, 6]);
    expect([...table.indices]).to.deep.equal([2, 9, 10, 2, 9, 10]);
    expect([...table.values]).to.deep.equal([0.25, 0.25, 0.5, 0.25, 0.375, 0.5]);
  });

  it('refuses a column outside of the table', () => {
    for (const column of [-1, 2, 0.5, NaN]) {
      const make = () => sparseRows(2, 2, (row) => (row === 0 ? [[0, 1]] : [[column, 1]]));
      expect(make).to.throw(RangeError, `Row 1 has an entry in column ${column}; the columns are 0 to 1.`);
    }
  });
});

describe('entryAt', () => {
  it('finds every stored entry, and 0 where none is stored', () => {
    const dense = [0, 1, 2].map((row) =>
      Array.from({ length: 12 }, (_, column) => entryAt(table, row, column)),
    );
    expect(dense).to.deep.equal([
      [0, 0, 0.25, 0, 0, 0, 0, 0, 0, 0.25, 0.5, 0],
      Array(12).fill(0),
      [0, 0, 0.25, 0, 0, 0, 0, 0, 0, 0.375, 0.5, 0],
    ]);
  });
});

describe('rowSums', () => {
  it('adds up each row', () => expect([...rowSums(table)]).to.deep.equal([1, 0, 1.125]));
});

describe('rowEntries', () => {
  it('are the stored entries of one row, columns rising', () => {
    const table = sparseRows(2, 4, (row) =>
      row === 0
        ? [[1, 0.5]]
        : [
            [3, 0.25],
            [0, 0.75],
          ],
    );
    expect(rowEntries(table, 1)).to.deep.equal([
      [0, 0.75],
      [3, 0.25],
    ]);
  });
});

describe('restrictRows', () => {
  it('normalises chosen rows over all columns, renames columns and leaves out those without a name', () => {
    const table = sparseRows(2, 3, (row) =>
      row === 0
        ? [[0, 1]]
        : [
            [0, 2],
            [1, 1],
            [2, 1],
          ],
    );
    const part = restrictRows(table, Int32Array.of(1, 1), 2, Int32Array.of(1, -1, 0));
    expect(part.rows).to.equal(2);
    expect(rowEntries(part, 0)).to.deep.equal([
      [0, 0.25],
      [1, 0.5],
    ]);
    expect(rowEntries(part, 1)).to.deep.equal(rowEntries(part, 0));
  });
});
