import { expect } from 'chai';
import { recurrentClasses, stronglyConnectedComponents } from './recurrent-classes.js';
import { sparseRows } from './sparse-rows.js';

/** A chain that goes from each node to these with equal probability. */
const chain = (...successors: number[][]) =>
  sparseRows(successors.length, successors.length, (node) =>
    successors[node]!.map((to) => [to, 1 / successors[node]!.length] as const),
  );

// 0 → 1 ⇄ 2 → 3, 3 ↔ 4, and 5 alone: the classes {1, 2} and {0} are left, {3, 4} and {5} never.
const rows = chain([1], [2], [1, 3], [4], [3], [5]);

describe('stronglyConnectedComponents', () => {
  it('numbers nodes alike that lead to one another, and a component above those it leads to', () => {
    const component = stronglyConnectedComponents(rows);
    expect(component[1]).to.equal(component[2]);
    expect(component[3]).to.equal(component[4]);
    expect(new Set(component).size).to.equal(4);
    expect(component[0]).to.be.above(component[1]!);
    expect(component[1]).to.be.above(component[3]!);
  });

  it('does not recurse: a chain of a hundred thousand nodes has as many components', () => {
    const size = 100_000;
    const line = sparseRows(size, size, (node) => [[Math.min(node + 1, size - 1), 1]]);
    expect(new Set(stronglyConnectedComponents(line)).size).to.equal(size);
  });
});

describe('recurrentClasses', () => {
  it('are the components that nothing leaves, each in rising order', () => {
    const classes = recurrentClasses(rows).map((nodes) => [...nodes]);
    expect(classes.sort((a, b) => a[0]! - b[0]!)).to.deep.equal([[3, 4], [5]]);
  });

  it('go by positive entries: a stored zero leads nowhere', () => {
    const leaving = chain([1], [0]);
    leaving.values[0] = 0;
    expect(recurrentClasses(leaving).map((nodes) => [...nodes])).to.deep.equal([[0]]);
  });
});
