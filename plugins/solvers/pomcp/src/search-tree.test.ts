import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { SearchTree } from './search-tree.js';

const ACTIONS = 3;

/** What the tree should hold: what was learnt by history, a history being written as its actions and observations. */
type VisitCounts = Map<string, number[]>;

function grow(tree: SearchTree, record: VisitCounts, steps: number, seed: number): void {
  const random = randomStream(seed, 'tree');
  const draw = (size: number) => Math.floor(random.uniform() * size);
  tree.reserve(steps);
  for (let i = 0; i < steps; i++) {
    let node = 0;
    let history = '';
    while (node >= 0) {
      const action = draw(ACTIONS);
      const observation = draw(2);
      const entry = node * ACTIONS + action;
      const earned = draw(10);
      tree.learn(entry, earned);
      record.set(`${history}${action}`, [...(record.get(`${history}${action}`) ?? []), earned]);
      node = tree.child(entry, observation);
      if (node < 0) {
        tree.add(entry, observation);
        break;
      }
      history += `${action}${observation}`;
    }
  }
}

function expectHolds(tree: SearchTree, record: VisitCounts, prefix: string): void {
  const visit = (node: number, history: string): number => {
    let nodes = 1;
    let visits = 0;
    for (let action = 0; action < ACTIONS; action++) {
      const earned = record.get(`${prefix}${history}${action}`) ?? [];
      const entry = node * ACTIONS + action;
      expect(tree.actionVisits[entry]).to.equal(earned.length);
      visits += earned.length;
      const mean = earned.reduce((sum, value) => sum + value, 0) / Math.max(1, earned.length);
      expect(tree.actionValues[entry]).to.be.closeTo(mean, 1e-12);
      for (const observation of [0, 1]) {
        const child = tree.child(entry, observation);
        if (child >= 0) nodes += visit(child, `${history}${action}${observation}`);
      }
    }
    expect(tree.visits[node]).to.equal(visits);
    return nodes;
  };
  expect(visit(0, '')).to.equal(tree.count);
}

describe('SearchTree', () => {
  it('holds what was learnt, and after a move what follows it, as it grows on', () => {
    const tree = new SearchTree(ACTIONS);
    const record: VisitCounts = new Map();
    tree.clear();
    grow(tree, record, 500, 1);
    expectHolds(tree, record, '');
    const before = tree.count;
    tree.moveTo(tree.child(1, 0));
    expect(tree.count).to.be.within(10, before - 10);
    expectHolds(tree, record, '10');
    const onward: VisitCounts = new Map(
      [...record].filter(([key]) => key.startsWith('10')).map(([key, value]) => [key.slice(2), value]),
    );
    grow(tree, onward, 300, 2);
    expectHolds(tree, onward, '');
    tree.moveTo(0);
    expectHolds(tree, onward, '');
    tree.clear();
    expectHolds(tree, new Map(), '');
  });
});
