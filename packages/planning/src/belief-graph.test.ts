import { updateBelief } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { lampCorridor, randomModel, tiger } from '@pomdp-gym/test-problems';
import { BeliefGraph } from './belief-graph.js';
import { BeliefUpdater } from './belief-updater.js';
import { planningModel } from './planning-model.js';

describe('BeliefGraph', () => {
  it('merges beliefs that are the same: two opposite reports of the tiger leave the start belief', () => {
    const graph = new BeliefGraph(planningModel(tiger()));
    const root = graph.root(planningModel(tiger()).roots[0]!);
    const place = graph.open(root);
    graph.expand(place, 0);
    const left = graph.open(graph.child[graph.firstEdge(place, 0)]!);
    graph.expand(left, 0);
    expect(graph.child[graph.firstEdge(left, 0) + 1]).to.equal(root);
    graph.expand(place, 1);
    const first = graph.firstEdge(place, 1);
    expect(Array.from(graph.child.subarray(first, first + 2)), 'a door opened').to.deep.equal([root, root]);
    expect(graph.store.size, 'none, one or two reports of the left, one of the right').to.equal(4);
  });

  it('expands to the beliefs, probabilities and rewards of the model', () => {
    for (const model of [randomModel(3, 5), lampCorridor(4, true), lampCorridor(4, false)]) {
      const plan = planningModel(model);
      const graph = new BeliefGraph(plan);
      let belief = graph.root(plan.roots[0]!);
      for (const action of [1, 0, 0, 1]) {
        const place = graph.open(belief);
        graph.expand(place, action);
        const before = dense(graph, belief);
        const first = graph.firstEdge(place, action);
        const count = graph.edgeCount(place, action);
        for (let edge = first; edge < first + count; edge++) {
          const expected = updateBelief(model, before, action, graph.observation[edge]!);
          dense(graph, graph.child[edge]!).forEach((value, s) =>
            expect(value).to.be.closeTo(expected[s]!, 1e-12),
          );
        }
        const sum = graph.probability.subarray(first, first + count).reduce((a, b) => a + b, 0);
        expect(sum).to.be.closeTo(1, 1e-12);
        belief = graph.child[first]!;
      }
    }
  });

  it('gives the belief that an agent keeps for itself', () => {
    const plan = planningModel(randomModel(5, 6));
    const graph = new BeliefGraph(plan);
    const updater = new BeliefUpdater(plan);
    const random = randomStream(1, 'walk');
    let belief = graph.root(plan.roots[0]!);
    updater.begin(plan.observations);
    for (let step = 0; step < 50; step++) {
      const action = random.uint32() % 3;
      const place = graph.open(belief);
      graph.expand(place, action);
      const edge = graph.firstEdge(place, action) + (random.uint32() % graph.edgeCount(place, action));
      belief = graph.child[edge]!;
      updater.update(action, graph.observation[edge]!);
      dense(graph, belief).forEach((value, s) => expect(updater.probability[s]).to.be.closeTo(value, 1e-9));
    }
  });
});

/** A belief of the graph over the model's states. */
function dense({ store, model }: BeliefGraph, belief: number): Float64Array {
  const values = new Float64Array(model.model.states);
  for (let i = store.start[belief]!; i < store.start[belief + 1]!; i++) {
    values[model.original[store.states[i]!]!]! += store.values[i]!;
  }
  return values;
}
