import { ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { tiger } from '@pomdp-gym/test-problems';
import { expect } from 'chai';
import { graphPolicy } from './graph-policy.js';
import type { PolicyGraph } from './policy-graph.js';
import { PolicyGraphPolicy } from './policy-graph-policy.js';

/** Listens until one side was heard `margin` times more often than the other; −1 where a sound cannot follow. */
function listening(margin: number): PolicyGraph {
  const [LISTEN, OPEN_LEFT, OPEN_RIGHT] = [0, 1, 2];
  const node = (lead: number) => lead + margin;
  const nodes = Array.from({ length: 2 * margin + 1 }, (_, index) => {
    const lead = index - margin;
    const opens = Math.abs(lead) === margin;
    const action = !opens ? LISTEN : lead > 0 ? OPEN_LEFT : OPEN_RIGHT;
    const next = Int32Array.from([1, -1], (step) => (opens ? node(0) : node(lead + step)));
    return { action, block: 0, next };
  });
  return { nodes, start: new Map([[2, node(0)]]) };
}

describe('graphPolicy', () => {
  it('acts as the graph does, and gives its controller: the node acted by last, `not begun` and `lost`', () => {
    const [graph, model] = [listening(2), tiger()];
    const policy = graphPolicy(graph, model);
    const byGraph = new PolicyGraphPolicy(graph);
    const environment = new ModelEnvironment(model);
    let observation = environment.reset(randomStream(2, 'environment'));
    policy.reset(randomStream(2, 'policy'));
    byGraph.reset();
    for (let t = 0; t < 200; t++) {
      const action = byGraph.act(observation);
      expect(policy.act(observation)).to.equal(action);
      expect(policy.memory!()).to.equal(byGraph.node);
      ({ observation } = environment.step(action));
    }
    expect(policy.controller!().nodes).to.equal(7);
  });

  it('gives no controller where its table would be too large', () => {
    expect(graphPolicy(listening(300), tiger()).controller).to.equal(undefined); // 603² · 3 · 3 numbers
  });
});
