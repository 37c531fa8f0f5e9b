import type { Environment, FiniteModel, ParametricPolicy } from '@pomdp-gym/contracts';
import { loadUnload } from '@pomdp-gym/environment-load-unload';
import { tMaze } from '@pomdp-gym/environment-t-maze';
import { tiger } from '@pomdp-gym/environment-tiger';
import { discountedValue, PolicyAnalysis } from '@pomdp-gym/exact';
import { addScaled, norm, randomStream } from '@pomdp-gym/numerics';
import {
  planningModel,
  policyGraphValue,
  parseGraphFile,
  graphFile,
  roundedGraph,
} from '@pomdp-gym/planning';
import { beliefPolicy } from '@pomdp-gym/policy-belief';
import { controllerPolicy } from '@pomdp-gym/policy-controller';
import { windowPolicy } from '@pomdp-gym/policy-window';
import { expect } from 'chai';

/** The optimal controller of Tiger as `solve --output tiger.pg` writes it: open once one side was heard twice more often. */
const FIVE_NODES = '0 0 1 2\n1 0 3 0\n2 0 0 4\n3 2 0 0\n4 1 0 0\n';

const tigerProblem = tiger.create(tiger.options.parse({}));
const tigerModel = tigerProblem.model();

function controller(options: object, environment: Environment = tigerProblem, seed = 1) {
  const parsed = controllerPolicy.options.parse(options);
  return controllerPolicy.create(parsed, environment, undefined, randomStream(seed, 'policy', 'made'));
}

const average = (model: FiniteModel, policy: ParametricPolicy) =>
  PolicyAnalysis.ofPolicy(model, policy).averageReward;

/** Climbs the exact η: steps whose length doubles up to 4 where they rise, and falls to a quarter where they do not. */
function climb(model: FiniteModel, policy: ParametricPolicy, steps: number): number {
  const { parameters } = policy;
  let [length, eta] = [1, average(model, policy)];
  for (let step = 0; step < steps && length > 1e-6; step++) {
    const gradient = PolicyAnalysis.ofPolicy(model, policy).gradient();
    const before = parameters.slice();
    addScaled(parameters, length / norm(gradient), gradient);
    const reached = average(model, policy);
    if (reached > eta) [length, eta] = [Math.min(2 * length, 4), reached];
    else {
      parameters.set(before);
      length /= 4;
    }
  }
  return eta;
}

describe('Policies with memory, by their exact values', () => {
  for (const action of ['before', 'after'] as const) {
    it(`a controller from Tiger's optimal graph is worth what the graph is, at a low temperature: ${action}`, () => {
      const policy = controller({ graph: FIVE_NODES, temperature: 0.02, action });
      // e^−50 of anything else. 1.0838 a step and 19.3714: ALGORITHMS.md's values of the 5-node controller, by exact solutions.
      expect(average(tigerModel, policy)).to.be.closeTo(1.0837887, 1e-7);
      expect(discountedValue(tigerModel, policy.controller(), 0.95)).to.be.closeTo(19.371368, 1e-6);
    });
  }

  it('a softer one is worth less, and its exact gradient leads back', () => {
    const worth = [0.1, 0.2, 0.5].map((temperature) =>
      average(tigerModel, controller({ graph: FIVE_NODES, temperature })),
    );
    expect(worth[0]).to.be.above(worth[1]!);
    expect(worth[1]).to.be.above(worth[2]!);
    const soft = controller({ graph: FIVE_NODES, temperature: 0.2 });
    expect(climb(tigerModel, soft, 100)).to.be.within(0.99 * 1.0838, 1.0837888);
  });

  it('a sparse start on that graph is worth the same, with fewer parameters', () => {
    const sparse = controller({ graph: FIVE_NODES, temperature: 0.02, structure: 'sparse', successors: 3 });
    expect(average(tigerModel, sparse)).to.be.closeTo(1.0837887, 1e-7);
    expect(sparse.parameters.length).to.be.below(controller({ graph: FIVE_NODES }).parameters.length);
  });

  it('rounded and read again as a graph it is the optimal one', () => {
    const policy = controller({ graph: FIVE_NODES, temperature: 0.3 });
    const plan = planningModel(tigerModel);
    const text = [...graphFile(roundedGraph(policy.controller(), tigerModel), plan.observations)].join('');
    expect(text).to.equal(FIVE_NODES);
    const steps = policyGraphValue(plan, parseGraphFile(text, 'tiger.pg', plan));
    let turn = steps.next();
    while (!turn.done) turn = steps.next();
    expect(turn.value).to.be.closeTo(19.371368, 1e-4);
  });

  it('a node that is split leaves η as it is, until noise moves the halves apart', () => {
    const policy = controller({ nodes: 3 }, tigerProblem, 4);
    const eta = average(tigerModel, policy);
    for (const node of [0, 2]) {
      const grown = policy.split(node, randomStream(1, 'split'), 0);
      // Roundings of a chain whose rewards are of size 100.
      expect(average(tigerModel, grown)).to.be.closeTo(eta, 1e-10);
      expect(average(tigerModel, grown.split(3, randomStream(2, 'split'), 0))).to.be.closeTo(eta, 1e-10);
      const apart = policy.split(node, randomStream(1, 'split'), 0.5);
      expect(Math.abs(average(tigerModel, apart) - eta)).to.be.above(1e-4);
    }
  });

  it("two nodes reach LoadUnload's .25 a step, one .0625", () => {
    const environment = loadUnload.create(loadUnload.options.parse({}));
    const model = environment.model();
    const best = (nodes: number, action: 'before' | 'after') =>
      Math.max(
        ...[1, 2, 3].map((seed) => climb(model, controller({ nodes, action }, environment, seed), 150)),
      );
    // The optimum, and the best symmetric policy without memory: ALGORITHMS.md, computed from Aberdeen's own files.
    expect(best(2, 'before')).to.be.within(0.249, 0.25 + 1e-12);
    expect(best(2, 'after')).to.be.within(0.249, 0.25 + 1e-12);
    expect(best(1, 'before')).to.be.below(0.15);
  });

  it('a window must reach back to the sign of a T-maze', () => {
    const environment = tMaze.create(tMaze.options.parse({ length: 2 }));
    const model = environment.model();
    const reached = (length: number, actions: boolean) => {
      const policy = windowPolicy.create(windowPolicy.options.parse({ length, actions }), environment);
      return climb(model, policy, 200);
    };
    // Two moves to the junction and one into the arm: 4 / 3 a step. Who has forgotten the sign is right half the time.
    expect(reached(3, false)).to.be.within(0.99 * (4 / 3), 4 / 3);
    expect(reached(2, true)).to.be.within(0.6, (4 - 0.1) / 2 / 3 + 1e-12);
  });

  it('the belief policy with steep weights acts as the optimal controller of Tiger does', () => {
    const policy = beliefPolicy.create({ products: false }, tigerProblem, () => tigerModel);
    // It opens the left door once P(tiger left) < .05: 1000 (.05 (b_l + b_r) − b_l), and listens else.
    policy.parameters.set([0, 0, -950, 50, 50, -950]);
    const twin = controller({ graph: FIVE_NODES, temperature: 0.001 });
    const seen = tiger.create(tiger.options.parse({}));
    let observation = seen.reset(randomStream(1, 'environment'));
    policy.reset(randomStream(1, 'policy'));
    twin.reset(randomStream(2, 'policy'));
    for (let t = 0; t < 3000; t++) {
      const action = policy.act(observation);
      expect(action, `step ${t}`).to.equal(twin.act(observation));
      ({ observation } = seen.step(action));
    }
  });
});
