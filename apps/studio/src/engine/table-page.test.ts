import { expect } from 'chai';
import { readOrder, sorted } from './table-order.js';
import { pageOf } from './table-page.js';

describe('The rows of a table', () => {
  it('are sorted by a column, those without a value last, and equal ones stay in order', () => {
    const values = [3, null, 1, 3, null, 2];
    const rows = values.map((_, row) => row);
    const by = (order: string) => sorted(rows, (row) => values[row]!, readOrder(order).isDescending);
    expect(by('value')).to.deep.equal([2, 5, 0, 3, 1, 4]);
    expect(by('-value')).to.deep.equal([0, 3, 5, 2, 1, 4]);
    expect(readOrder('-value')).to.deep.equal({ column: 'value', isDescending: true });
  });

  it('come in pages of a hundred: the one that is asked for, or the one that holds a row', () => {
    const all = Array.from({ length: 250 }, (_, i) => 2 * i);
    expect(pageOf(all, -1, 398)).to.deep.include({ page: 1, total: 250 });
    expect(pageOf(all, 2, 0).rows).to.deep.equal(all.slice(200));
    expect([pageOf(all, 99, 0).page, pageOf(all, -1, 1).page, pageOf([], -1, 0).page]).to.deep.equal([
      2, 0, 0,
    ]);
  });
});
