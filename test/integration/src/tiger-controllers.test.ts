import { type FiniteStateController, memoryless, type Policy, type Step } from '@pomdp-gym/contracts';
import { tiger } from '@pomdp-gym/environment-tiger';
import { discountedValue, PolicyAnalysis } from '@pomdp-gym/exact';
import { ControllerPolicy, deterministicController, withMemory } from '@pomdp-gym/models';
import { drawIndex, moveProbabilities, randomStream } from '@pomdp-gym/numerics';
import { simulate, type SimulationSettings, stepAt } from '@pomdp-gym/simulator';
import { expect } from 'chai';

const [LISTEN, OPEN_LEFT, OPEN_RIGHT] = [0, 1, 2];
const NOTHING_YET = 2;
const DISCOUNT = 0.95;

const problem = () => tiger.create(tiger.options.parse({}));
const model = problem().model!();

// Nodes: 0 knows nothing, 1 and 2 heard the tiger once more on the left, on the right; 3 and 4 have just opened.
const HEARD = [
  [1, 2],
  [3, 0],
  [0, 4],
];
const ACTION = [LISTEN, LISTEN, LISTEN, OPEN_RIGHT, OPEN_LEFT];
const heard = (node: number, sound: number) => (sound === NOTHING_YET ? 0 : (HEARD[node]?.[sound] ?? 0));

/** Kaelbling, Littman and Cassandra (1998): open once one side was heard twice more often than the other. */
const fiveNodes = deterministicController({
  nodes: 5,
  observations: 3,
  actions: 3,
  start: 0,
  action: (node, sound) => ACTION[heard(node, sound)]!,
  successor: heard,
});

/** Two nodes that draw lots: the first mostly listens and remembers that it has, the second often opens. */
const twoNodes: FiniteStateController = {
  nodes: 2,
  observations: 3,
  actions: 3,
  start: Float64Array.of(1, 0),
  actionProbabilities: Float64Array.from(
    [
      [0.9, 0.05, 0.05],
      [0.9, 0.05, 0.05],
      [1, 0, 0],
      [0.3, 0.1, 0.6],
      [0.3, 0.6, 0.1],
      [1, 0, 0],
    ].flat(),
  ),
  successorProbabilities: Float64Array.from({ length: 36 }, (_, i) => {
    const action = Math.floor(i / 2) % 3;
    const stay = action === LISTEN ? 0.25 : 0.875;
    return i % 2 === 0 ? stay : 1 - stay;
  }),
};

const STEPS = 2_000_000;
const BATCHES = 100;
/**
 * Student's t with 99 degrees of freedom is beyond 5.5 with probability 3·10⁻⁷. The chain forgets within some twenty steps,
 * so that means of 20,000 steps are as good as independent.
 */
const CRITICAL = 5.5;

for (const [nodes, controller] of [
  [2, twoNodes],
  [5, fiveNodes],
] as const) {
  describe(`A controller of ${nodes} nodes for Tiger`, () => {
    it('gives the same bits by kernel, by the generic path and on the product with its memory', async () => {
      const kernel = await record(problem(), new ControllerPolicy(controller), 'kernel');
      const generic = await record(problem(), new ControllerPolicy(controller), 'generic');
      const product = await record(withMemory(problem(), nodes), joint(controller), 'kernel');
      kernel.forEach((step, t) => {
        expect(generic[t], `step ${t}`).to.deep.equal(step);
        const { memory, observation, action, ...rest } = step;
        expect(product[t], `step ${t} of the product`).to.deep.equal({
          observation: (memory!.before as number) * 3 + (observation as number),
          action: (action as number) * nodes + (memory!.after as number),
          ...rest,
        });
      });
    });

    it('is worth the same on the product', () => {
      const table = joint(controller).table!();
      const outside = withMemory(problem(), nodes).model();
      const average = new PolicyAnalysis(model, controller).averageReward;
      // Both solve some dozens of equations, of which each loses a few roundings of rewards up to 100.
      expect(PolicyAnalysis.ofTable(outside, table).averageReward).closeTo(average, 1e-12);
      expect(discountedValue(outside, memoryless(table), DISCOUNT)).closeTo(
        discountedValue(model, controller, DISCOUNT),
        1e-11,
      );
    });

    it('earns on the kernel what exact analysis says, within 5.5 standard errors', async () => {
      const means = new Float64Array(BATCHES);
      let t = 0;
      await simulate(settings(problem(), new ControllerPolicy(controller), 'kernel', STEPS)).forEach(
        ({ rewards, length }) => {
          for (let i = 0; i < length; i++, t++)
            means[Math.floor((t * BATCHES) / STEPS)]! += (rewards[i]! * BATCHES) / STEPS;
        },
      );
      const mean = means.reduce((sum, value) => sum + value, 0) / BATCHES;
      const variance = means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (BATCHES - 1);
      const error = Math.sqrt(variance / BATCHES);
      const exact = new PolicyAnalysis(model, controller).averageReward;
      expect(Math.abs(mean - exact)).to.be.below(CRITICAL * error);
      expect(error).to.be.below(0.05);
    });
  });
}

describe('The controller of 5 nodes for Tiger', () => {
  it('is worth 19.3714 at γ = .95 and 1.0838 a step', () => {
    expect(discountedValue(model, fiveNodes, DISCOUNT)).closeTo(19.3714, 5.1e-5);
    expect(new PolicyAnalysis(model, fiveNodes).averageReward).closeTo(1.0838, 5.1e-5);
  });
});

type Problem = SimulationSettings['environment'];

function settings(
  environment: Problem,
  policy: Policy,
  path: 'kernel' | 'generic',
  steps: number,
): SimulationSettings {
  return {
    environment,
    policy,
    path,
    steps,
    environmentRandom: randomStream(11, 'environment'),
    policyRandom: randomStream(11, 'policy'),
  };
}

async function record(environment: Problem, policy: Policy, path: 'kernel' | 'generic'): Promise<Step[]> {
  const steps: Step[] = [];
  await simulate(settings(environment, policy, path, 3000)).forEach((batch) => {
    for (let row = 0; row < batch.length; row++) steps.push(stepAt(batch, row));
  });
  return steps;
}

/** The policy without memory on the product: p(u, m' | m, y) is its table. */
function joint(controller: FiniteStateController): Policy {
  const probabilities = moveProbabilities(controller);
  const actions = controller.actions * controller.nodes;
  let random = randomStream(0);
  return {
    reset: (given) => void (random = given),
    act: (seen) => drawIndex(probabilities, (seen as number) * actions, actions, random),
    table: () => ({ observations: controller.nodes * controller.observations, actions, probabilities }),
  };
}
