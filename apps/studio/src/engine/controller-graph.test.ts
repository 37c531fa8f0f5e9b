import 'reflect-metadata';
import { controllerOf } from '@pomdp-gym/contracts';
import { PolicyAnalysis } from '@pomdp-gym/exact';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { shippedRegistry } from '../shipped-registry.js';
import type { PolicyOfRun, RunRecipe } from './calls.js';
import { controllerGraph } from './controller-graph.js';
import { problemOfRun } from './problem-of-run.js';

const recipeOf = (environment: string, policy: string): RunRecipe => ({
  ...{ environment, agent: `${policy}+gpomdp:beta=.9+conjpomdp` },
  ...{ seed: 1, budget: 100, steps: 10, start: null },
});

/** A controller of two nodes over three states whose actions are even: it leaves node 0 on C with probability 3/4, else all moves are even. */
const skewed: PolicyOfRun = {
  recipe: recipeOf('ThreeState-v0', 'controller:nodes=2,action=after'),
  theta: [...new Array<number>(12).fill(0), 0, 0, 0, 0, 0, Math.log(3), ...new Array<number>(6).fill(0)],
};

describe('The graph of a controller', () => {
  let registry: Registry;
  before(async () => (registry = await shippedRegistry()));

  it('has the shares of a chain that is known: even actions enter C half of the time', () => {
    const graph = controllerGraph(skewed, registry);
    // P(1 | 0) = ½ · ¾ + ½ · ½, P(0 | 1) = ½: the shares are to one another as ½ to 5/8. All within the rounding of the exact solution.
    expect(graph.moves[0]![1]).to.be.closeTo(5 / 8, 1e-12);
    expect(graph.moves[1]![0]).to.be.closeTo(1 / 2, 1e-12);
    expect(graph.occupancy[0]).to.be.closeTo(4 / 9, 1e-12);
    const onC = graph.responses.find(({ node, observation }) => node === 0 && observation === 2)!;
    expect(onC.share).to.be.closeTo(1 / 2, 1e-12);
    expect(onC.moves[1]).to.be.closeTo(3 / 4, 1e-15);
    for (const share of onC.actions) expect(share).to.be.closeTo(1 / 2, 1e-15);
  });

  it('has the occupancies of the exact analysis, and its moves keep them', () => {
    const theta = Array.from({ length: 108 }, (_, k) => Math.sin(7 * k));
    const of = { recipe: recipeOf('Tiger-v0', 'controller:nodes=3'), theta };
    const graph = controllerGraph(of, registry);
    const { environment, policy } = problemOfRun(of, registry);
    const { chain, stationary } = new PolicyAnalysis(environment.model!(), controllerOf(policy)!);
    const expected = [0, 0, 0];
    stationary.forEach((share, x) => (expected[chain.memory[x]!]! += share));
    expected.forEach((share, node) => expect(graph.occupancy[node]).to.be.closeTo(share, 1e-14));
    for (const to of [0, 1, 2]) {
      const flow = graph.occupancy.reduce((sum, share, from) => sum + share * graph.moves[from]![to]!, 0);
      expect(flow).to.be.closeTo(graph.occupancy[to]!, 1e-12);
    }
    const seen = graph.responses.filter(({ node }) => node === 1).map(({ share }) => share!);
    expect(seen.reduce((sum, share) => sum + share, 0)).to.be.closeTo(1, 1e-12);
  });

  for (const [environment, parameters] of [
    ['SlipperyGrid-v0', 384],
    ['RockSample-v0:n=2,k=1', 108],
    ['TMaze-v0:length=1', 96],
  ] as const)
    it(`has no moves beyond the end of an episode: in ${environment} moves, endings and the start keep the occupancy`, () => {
      const theta = Array.from({ length: parameters }, (_, k) => Math.sin(7 * k));
      const graph = controllerGraph({ recipe: recipeOf(environment, 'controller:nodes=2'), theta }, registry);
      const { occupancy, moves, endings, start } = graph;
      expect(endings.some((share) => share > 0.01)).to.equal(true);
      // All within the rounding of the exact solution.
      for (const from of [0, 1])
        expect(moves[from]![0]! + moves[from]![1]! + endings[from]!).to.be.closeTo(1, 1e-12);
      for (const to of [0, 1]) {
        const entered = occupancy.map(
          (share, from) => share * (moves[from]![to]! + endings[from]! * start[to]!),
        );
        expect(entered[0]! + entered[1]!).to.be.closeTo(occupancy[to]!, 1e-12);
      }
    });

  it('says of a node that is never entered that it is not visited, and what it would do', () => {
    // Moves to node 1 have probability exp(−800) = 0.
    const theta = [...new Array<number>(12).fill(0), ...[0, -800, 0, -800, 0, -800], 0, 0, 0, 0, 0, 0];
    const graph = controllerGraph({ ...skewed, theta }, registry);
    expect(graph.occupancy).to.deep.equal([1, 0]);
    const never = graph.responses.filter(({ node }) => node === 1);
    expect(never.map(({ share, moves }) => [share, moves])).to.deep.equal(
      [0, 1, 2].map(() => [null, [0.5, 0.5]]),
    );
  });

  it('is one node for a policy without memory', () => {
    const graph = controllerGraph(
      { recipe: recipeOf('ThreeState-v0', 'softmax'), theta: [0, 0, 0, 0] },
      registry,
    );
    expect(graph.occupancy[0]).to.be.closeTo(1, 1e-12);
    expect(graph.responses.map(({ observation }) => graph.observations[observation])).to.deep.equal([
      ...['A', 'B', 'C'],
    ]);
  });

  it('is refused with a sentence where the policy remembers without end, or there is no model', () => {
    const refused = (environment: string, policy: string, parameters: number) => () =>
      controllerGraph(
        { recipe: recipeOf(environment, policy), theta: new Array<number>(parameters).fill(0) },
        registry,
      );
    expect(refused('Tiger-v0', 'belief', 6)).to.throw('remembers without end');
    expect(refused('CallAdmission-v0:form=continuous-time', 'softmax', 8)).to.throw('has no model');
  });
});
