import { expect } from 'chai';
import type { ControllerGraph } from '../engine/calls.js';
import { edgesOf, hasEndings, withMove } from './controller-edges.js';
import { edgeWords } from './edge-words.js';

/** Two nodes; node 0 goes to node 1 with probability .003 on y alone, and node 1 comes to node 0 only by an ending. */
const graph: ControllerGraph = {
  ...{ nodes: 2, observations: ['y'], actions: ['u'], start: [1, 0], occupancy: [0.75, 0.25] },
  actionShares: [[1], [1]],
  moves: [
    [0.997, 0.003],
    [0, 0.991],
  ],
  endings: [0, 0.009],
  responses: [
    { node: 0, observation: 0, share: 1, actions: [1], moves: [0.997, 0.003] },
    { node: 1, observation: 0, share: 1, actions: [1], moves: [0.05, 0.95] },
  ],
};
const namesOf = (edges: ReturnType<typeof edgesOf>) => edges.map(({ from, to }) => `${from} ${to}`);

describe('The edges of a controller', () => {
  it('leave out rare moves, and moves that only endings choose', () => {
    expect(namesOf(edgesOf(graph))).to.deep.equal(['0 0', '1 1']);
    expect(hasEndings(graph)).to.equal(true);
    expect(hasEndings({ ...graph, endings: [0, 0] })).to.equal(false);
  });

  it('get a rare move that was made at their end, with what it was made on', () => {
    const edges = edgesOf(graph);
    const drawn = withMove(graph, edges, { from: 0, to: 1 });
    expect(namesOf(drawn)).to.deep.equal(['0 0', '1 1', '0 1']);
    expect(edgeWords(drawn[2]!)).to.equal('0 → 1: 0.003 of the steps in 0. On y → 0.003.');
    expect(withMove(graph, edges, { from: 1, to: 1 })).to.equal(edges);
  });

  it('are described without an empty list of observations', () => {
    expect(edgeWords({ from: 0, to: 1, probability: 0.003, causes: [] })).to.equal(
      '0 → 1: 0.003 of the steps in 0.',
    );
  });
});
