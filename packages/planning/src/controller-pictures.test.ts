import type { FiniteStateController } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { expect } from 'chai';
import { controllerDot } from './controller-dot.js';
import { controllerText } from './controller-text.js';
import { graphFile } from './policy-files/graph-file.js';
import { roundedGraph } from './rounded-graph.js';

/** Two nodes, two observations, two actions: node 0 mostly acts 0 and goes to 1 after 1; node 1 acts 1 and goes back. */
const controller: FiniteStateController = {
  nodes: 2,
  observations: 2,
  actions: 2,
  start: Float64Array.of(1, 0),
  actionProbabilities: Float64Array.of(0.75, 0.25, 1, 0, 0, 1, 0, 1),
  successorProbabilities: Float64Array.of(...[1, 0, 1, 0, 0.25, 0.75, 1, 0], ...[1, 0, 1, 0, 1, 0, 0.5, 0.5]),
};
const labels = { observations: ['low', 'high'], actions: ['wait', 'go "on"'] };

/** Both observations may come first. */
const model = finiteModel({
  states: 1,
  actions: 2,
  observations: 2,
  transition: () => [[0, 1]],
  observation: () => [
    [0, 0.5],
    [1, 0.5],
  ],
  initialObservation: () => [
    [0, 0.5],
    [1, 0.5],
  ],
  reward: () => 0,
  start: [[0, 1]],
});

describe('controllers for people', () => {
  it('are lines of text, the likeliest move first', () => {
    expect(controllerText(controller, labels).split('\n')).to.deep.equal([
      'node 0, begins with 1.00',
      '  low: wait → 0 0.75, go "on" → 0 0.25',
      '  high: wait → 1 0.75, wait → 0 0.25',
      'node 1',
      '  low: go "on" → 0 1.00',
      '  high: go "on" → 0 0.50, go "on" → 1 0.50',
    ]);
  });

  it('are graphs for Graphviz, with probabilities on their edges', () => {
    const dot = controllerDot(controller, labels);
    expect(dot).to.include('  n0 -> n1 [label="high: wait 0.75"];');
    expect(dot).to.include('  n1 -> n0 [label="low: go \\"on\\" 1.00\\nhigh: go \\"on\\" 0.50"];');
    expect(dot).to.include('  start0 -> n0 [label="1.00"];');
    expect(dot).to.not.include('start1');
  });

  it('are rounded to the likeliest moves, as graphs whose nodes are pairs of action and memory', () => {
    const graph = roundedGraph(controller, model);
    // After low first: wait in memory 0; after high first: wait and go to 1. Node 1 goes back, by the first of two ties.
    expect(graph.nodes.map(({ action, next }) => [action, ...next])).to.deep.equal([
      [0, 0, 1],
      [0, 2, 2],
      [1, 0, 1],
    ]);
    expect([...graph.start]).to.deep.equal([
      [0, 0],
      [1, 1],
    ]);
    expect([...graphFile(graph, 2)].join('')).to.equal(
      '#@pomdp-gym start 0 0\n#@pomdp-gym start 1 1\n0 0 0 1\n1 0 2 2\n2 1 0 1\n',
    );
  });
});
