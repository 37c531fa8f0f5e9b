import { expect } from 'chai';
import { ObservedPartition } from './observed-partition.js';

/** A deterministic machine: `table[state][symbol]` are the states that may follow. */
function partition(table: readonly (readonly (readonly number[])[])[], ...starts: number[][]): number[][] {
  const source = {
    states: table.length,
    successors: (state: number, visit: (symbol: number, successor: number) => void) =>
      table[state]!.forEach((next, symbol) => next.forEach((successor) => visit(symbol, successor))),
  };
  return new ObservedPartition(source, starts).blocks();
}

describe('ObservedPartition', () => {
  it('keeps states apart that symbols tell apart', () => {
    expect(
      partition(
        [
          [[1], []],
          [[], [0]],
        ],
        [0],
      ),
    ).to.deep.equal([[0], [1]]);
  });

  it('joins what one symbol may lead to, and then what follows from both', () => {
    // 0 leads to 1 or 2 unseen; they lead to 3 and 4 by the same symbol.
    const table = [[[1, 2]], [[3]], [[4]], [[3]], [[4]]];
    expect(partition(table, [0])).to.deep.equal([[0], [1, 2], [3, 4]]);
  });

  it('joins what follows when two blocks meet late', () => {
    // 1 and 2 are distinguished at first; 5 → {1, 2} joins them, so their successors 3 and 4 too.
    const table = [
      [[1], [2], [5]],
      [[3], [], []],
      [[4], [], []],
      [[], [], []],
      [[], [], []],
      [[1, 2], [], []],
    ];
    expect(partition(table, [0])).to.deep.equal([[0], [1, 2], [3, 4], [5]]);
  });

  it('leaves out what cannot be reached, and puts a starting set in one block', () => {
    expect(partition([[[0]], [[1]], [[2]], [[3]]], [0, 1], [3])).to.deep.equal([[0, 1], [3]]);
  });
});
