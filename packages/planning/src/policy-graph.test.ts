import { ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { lampCorridor, randomModel, tiger } from '@pomdp-gym/test-problems';
import { AlphaVectorPolicy } from './alpha-vector-policy.js';
import { initialBounds } from './initial-bounds.js';
import { planningModel } from './planning-model.js';
import { policyGraph } from './policy-graph.js';
import { policyGraphDot } from './policy-graph-dot.js';
import { PolicyGraphPolicy } from './policy-graph-policy.js';
import { policyGraphValue } from './policy-graph-value.js';
import { SearchBounds } from './search-bounds.js';
import { finish } from './finish.test.support.js';

/** A policy by backups at every belief up to a few steps away. */
function policyFor(model: Parameters<typeof planningModel>[0], depth: number, rounds: number) {
  const plan = planningModel(model);
  const bounds = new SearchBounds(plan, finish(initialBounds(plan)), { precision: 1e-12 });
  let beliefs = bounds.roots.map(({ belief }) => belief);
  for (let step = 0; step < depth; step++) {
    const reached = new Set(beliefs);
    for (const belief of beliefs) {
      const place = bounds.open(belief);
      for (let u = 0; u < plan.actions; u++) {
        bounds.graph.expand(place, u);
        const first = bounds.graph.firstEdge(place, u);
        for (let e = first; e < first + bounds.graph.edgeCount(place, u); e++)
          reached.add(bounds.graph.child[e]!);
      }
    }
    beliefs = [...reached];
  }
  for (let round = 0; round < rounds; round++) {
    for (const belief of beliefs) bounds.backupLower(bounds.open(belief));
    bounds.lower.prune(beliefs);
  }
  return { plan, policy: new AlphaVectorPolicy(plan, [...bounds.lower]), lower: bounds.startLower };
}

describe('policyGraph', () => {
  it('of Tiger has the five nodes and the value 19.3713683744 that are known (Cassandra’s solution)', () => {
    const { plan, policy, lower } = policyFor(tiger(), 4, 400);
    const graph = policyGraph(policy)!;
    expect(graph.nodes.map(({ action }) => action).sort()).to.deep.equal([0, 0, 0, 1, 2]);
    const value = finish(policyGraphValue(plan, graph));
    expect(value).to.be.closeTo(19.3713683744, 1e-4);
    expect(value).to.be.at.least(lower - 1e-4);
  });

  it('acts as the α-vectors do where these are exact', () => {
    const { policy } = policyFor(tiger(), 4, 400);
    const byGraph = new PolicyGraphPolicy(policyGraph(policy)!);
    const environment = new ModelEnvironment(tiger());
    const random = randomStream(2, 'environment');
    let observation = environment.reset(random);
    policy.reset();
    byGraph.reset();
    for (let t = 0; t < 300; t++) {
      const action = policy.act(observation);
      expect(byGraph.act(observation)).to.equal(action);
      observation = environment.step(action).observation;
    }
  });

  it('has the value that simulation finds: 4000 episodes, five standard errors (missed once in 2·10⁶)', () => {
    for (const model of [lampCorridor(3, true), randomModel(4)]) {
      const { plan, policy } = policyFor(model, 3, 6);
      const graph = policyGraph(policy)!;
      const value = finish(policyGraphValue(plan, graph));
      const returns = simulate(model, new PolicyGraphPolicy(graph), 4000);
      const mean = returns.reduce((a, b) => a + b) / returns.length;
      const sd = Math.sqrt(returns.reduce((a, b) => a + (b - mean) ** 2, 0) / returns.length);
      expect(mean).to.be.closeTo(value, (5 * sd) / Math.sqrt(returns.length) + 1e-3);
    }
  });

  it('is given up beyond the number of nodes allowed', () => {
    expect(policyGraph(policyFor(tiger(), 4, 20).policy, 2)).to.equal(undefined);
  });

  it('is drawn with actions on its nodes and observations on its edges', () => {
    const next = Int32Array.of(0, 1, -1);
    const graph = { nodes: [0, 2].map((action) => ({ action, block: 0, next })), start: new Map([[3, 0]]) };
    const labels = { actions: ['wait', 'x', 'say "hi"'], observations: ['a', 'b', 'c'] };
    const dot = policyGraphDot(graph, labels);
    expect(dot).to.contain('n0 [label="wait"];').and.contain('n1 [label="say \\"hi\\""];');
    expect(dot).to.contain('n0 -> n1 [label="b"];').and.contain('start3 -> n0;');
    const one = policyGraphDot({
      nodes: [{ action: 0, block: 0, next: Int32Array.of(0, 0) }],
      start: new Map([[2, 0]]),
    });
    expect(one).to.contain('n0 [label="action 0"];').and.contain('n0 -> n0 [label="any"];');
  });
});

function simulate(
  model: Parameters<typeof planningModel>[0],
  policy: PolicyGraphPolicy,
  episodes: number,
): number[] {
  const environment = new ModelEnvironment(model);
  const random = randomStream(3, 'environment');
  return Array.from({ length: episodes }, () => {
    let observation = environment.reset(random);
    policy.reset();
    let total = 0;
    for (let t = 0, weight = 1; t < 100; t++, weight *= model.discount!) {
      const result = environment.step(policy.act(observation));
      total += weight * result.reward;
      if (result.ending !== 'none') break;
      observation = result.observation;
    }
    return total;
  });
}
