import type {
  FiniteModel,
  FiniteStateController,
  ParametricPolicy,
  Policy,
  Step,
  StepBatch,
} from '@pomdp-gym/contracts';
import { ControllerPolicy, ModelEnvironment, observationCount, withMemory } from '@pomdp-gym/models';
import { drawIndex, moveProbabilities, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { firstDifference } from './first-difference.test.support.js';
import { models } from './random-models.test.support.js';
import { batchesOf, simulate, type SimulationSettings } from './simulate.js';
import { stepAt } from './step-view.js';

describe('A finite-state controller', () => {
  // Products with memory of models that are drawn in two stages would be too many tables for a test.
  for (const [name, model] of Object.entries(models).filter(([, { states }]) => states < 100)) {
    for (const nodes of [1, 2, 5]) {
      it(`of ${nodes} nodes gives the same path and memory to the bit, by kernel, generic path and product: ${name}`, async () => {
        const controller = randomController(model, nodes, certain(nodes));
        const reference = await record(new ModelEnvironment(model), new ControllerPolicy(controller), {
          path: 'generic',
          batchSize: 2500,
        });
        for (const way of [{ kernel: 'typescript' }, { kernel: 'wasm' }, { path: 'generic' }] as const) {
          for (const batchSize of [1, 7, 256]) {
            const settings = { ...way, batchSize };
            const steps = await record(
              new ModelEnvironment(model),
              new ControllerPolicy(controller),
              settings,
            );
            expect(firstDifference(steps, reference), `${JSON.stringify(way)}, ${batchSize}`).to.equal(
              undefined,
            );
            const product = await record(withMemory(new ModelEnvironment(model), nodes), joint(controller), {
              ...settings,
            });
            const joined = reference.map((step) => joinMemory(step, nodes, observationCount(model)));
            expect(
              firstDifference(product, joined),
              `product, ${JSON.stringify(way)}, ${batchSize}`,
            ).to.equal(undefined);
          }
        }
      });
    }
  }

  for (const [name, model] of Object.entries(models)) {
    it(`that begins in a node drawn at random gives the same path by kernel and generic path: ${name}`, async () => {
      const policy = () => new ControllerPolicy(randomController(model, 3, Float64Array.of(0.2, 0.3, 0.5)));
      const episodes = { episodeLimit: 7 };
      const environment = new ModelEnvironment(model);
      const kernel = await record(environment, policy(), { ...episodes, path: 'kernel', batchSize: 5 });
      const generic = await record(environment, policy(), { ...episodes, path: 'generic' });
      expect(firstDifference(kernel, generic)).to.equal(undefined);
      const first = kernel.filter((_, t) => t === 0 || kernel[t - 1]!.ending !== 'none');
      expect(new Set(first.map(({ memory }) => memory!.before)).size).to.equal(3);
    });
  }

  it('of one node draws what its table draws, and remembers nothing', async () => {
    const model = models['episodic, wide rows']!;
    const controller = randomController(model, 1, certain(1));
    const table = await record(new ModelEnvironment(model), joint(controller), {});
    const remembering = await record(new ModelEnvironment(model), new ControllerPolicy(controller), {});
    const forgotten = remembering.map(
      ({ memory, ...step }) => (expect(memory).to.deep.equal({ before: 0, after: 0 }), step),
    );
    expect(firstDifference(table, forgotten)).to.equal(undefined);
  });

  it('with parameters is read again where they have changed, and not where they have not', async () => {
    const model = models['episodic, wide rows']!;
    const drawn = randomController(model, 2, certain(2));
    const always = drawn.actionProbabilities.map((_, i) => Number(i % model.actions === 0));
    const laws = [drawn, { ...drawn, actionProbabilities: always }];
    // θ says which of the two laws acts.
    const parameters = Float64Array.of(0);
    let readings = 0;
    const policy: ParametricPolicy = Object.assign(new ControllerPolicy(laws[0]!), {
      parameters,
      addScore: () => undefined,
      controller: () => (readings++, laws[parameters[0]!]!),
    });
    let episodes = 0;
    const actions = [new Set<number>(), new Set<number>()];
    await simulate({
      environment: new ModelEnvironment(model),
      policy,
      environmentRandom: randomStream(1, 'environment'),
      policyRandom: randomStream(1, 'policy'),
      steps: 400,
    }).forEach((batch) => {
      for (let row = 0; row < batch.length; row++) actions[parameters[0]!]!.add(batch.actions.values[row]!);
      episodes += Number(batch.ending !== 'none');
      parameters[0] = episodes < 5 ? 0 : 1;
    });
    expect(episodes).to.be.above(10);
    expect(readings).to.equal(2);
    expect(actions.map(({ size }) => size)).to.deep.equal([model.actions, 1]);
  });

  it('gives each path the law that it has by then, whichever paths it had before or has beside', () => {
    const model = models['continuing, no first observation, rewards by observation']!;
    const drawn = randomController(model, 3, certain(3));
    // Every other row of the second law is that of the first.
    const actionProbabilities = drawn.actionProbabilities.map((probability, i) =>
      Math.floor(i / model.actions) % 2 === 0 ? Number(i % model.actions === 0) : probability,
    );
    const laws = [drawn, { ...drawn, actionProbabilities }];
    const two = { parameters: Float64Array.of(0) };
    const policy: ParametricPolicy = Object.assign(new ControllerPolicy(laws[0]!), {
      ...two,
      addScore: () => undefined,
      controller: () => laws[two.parameters[0]!]!,
    });
    const path = (acting: Policy, seed: number) =>
      batchesOf({
        environment: new ModelEnvironment(model),
        policy: acting,
        environmentRandom: randomStream(seed, 'environment'),
        policyRandom: randomStream(seed, 'policy'),
        ...{ steps: 60, batchSize: 20 },
      });
    const next = (batches: Generator<StepBatch>) => [...batches.next().value!.actions.values];
    const alone = (law: number, seed: number) => {
      const batches = path(new ControllerPolicy(laws[law]!), seed);
      return [1, 2, 3].map(() => next(batches));
    };
    const whole = (seed: number) => Array.from(path(policy, seed), ({ actions }) => [...actions.values]);
    expect(whole(1)).to.deep.equal(alone(0, 1));
    two.parameters[0] = 1;
    expect(whole(2)).to.deep.equal(alone(1, 2));
    const [early, late] = [path(policy, 3), path(policy, 4)];
    expect(next(early)).to.deep.equal(alone(1, 3)[0]);
    two.parameters[0] = 0;
    expect(next(late)).to.deep.equal(alone(0, 4)[0]);
    two.parameters[0] = 1;
    for (const batch of [1, 2]) expect(next(early)).to.deep.equal(alone(1, 3)[batch]);
    early.next();
    two.parameters[0] = 0;
    for (const batch of [1, 2]) expect(next(late)).to.deep.equal(alone(0, 4)[batch]);
    expect(alone(0, 3)).to.not.deep.equal(alone(1, 3));
  });

  it('is refused where it fits neither its memory space nor the model', async () => {
    const model = models['episodic, wide rows']!;
    const environment = new ModelEnvironment(model);
    const policy = new ControllerPolicy(randomController(model, 2, certain(2)));
    Reflect.set(policy, 'memorySpace', { kind: 'discrete', size: 3 });
    expect(await failure(environment, policy)).to.equal(
      'The controller has 2 nodes, the memory space 3 elements.',
    );
    const other = models['first observation, one observation a state']!;
    const small = new ControllerPolicy(randomController(other, 2, certain(2)));
    expect(await failure(environment, small)).to.contain('The policy is over 4 observations');
    const silent: Policy = { reset: () => undefined, act: () => 0, memorySpace: policy.memorySpace };
    expect(await failure(environment, silent)).to.contain('has a memorySpace and no memory()');
  });
});

async function failure(environment: ModelEnvironment, policy: Policy): Promise<string> {
  return record(environment, policy, {}).then(
    () => 'no failure',
    (error: Error) => error.message,
  );
}

function certain(nodes: number): Float64Array {
  return Float64Array.from({ length: nodes }, (_, node) => Number(node === 0));
}

function randomController(model: FiniteModel, nodes: number, start: Float64Array): FiniteStateController {
  const observations = observationCount(model);
  const { actions } = model;
  const random = randomStream(5, 'controller', nodes);
  const rows = (count: number, width: number) => {
    const values = Float64Array.from({ length: count * width }, () => random.uniform());
    for (let row = 0; row < count; row++) {
      const part = values.subarray(row * width, (row + 1) * width);
      const total = part.reduce((sum, value) => sum + value, 0);
      part.forEach((value, i) => (part[i] = value / total));
    }
    return values;
  };
  return {
    nodes,
    observations,
    actions,
    start,
    actionProbabilities: rows(nodes * observations, actions),
    successorProbabilities: rows(nodes * observations * actions, nodes),
  };
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

/** The step as the product shows it: y and u joined with the memory before and after. */
function joinMemory({ memory, ...step }: Step, nodes: number, observations: number): Step {
  const observation = (memory!.before as number) * observations + (step.observation as number);
  return { ...step, observation, action: (step.action as number) * nodes + (memory!.after as number) };
}

/** All steps of a path, each batch poisoned once it was read. */
async function record(
  environment: ModelEnvironment,
  policy: Policy,
  settings: Partial<SimulationSettings>,
): Promise<Step[]> {
  const steps: Step[] = [];
  await simulate({
    environment,
    policy,
    environmentRandom: randomStream(1, 'environment'),
    policyRandom: randomStream(1, 'policy'),
    steps: 2500,
    ...settings,
  }).forEach((batch) => {
    for (let row = 0; row < batch.length; row++) steps.push(stepAt(batch, row));
    for (const column of [batch.observations, batch.actions, batch.memory?.before, batch.memory?.after])
      column?.values.fill(-1);
    batch.rewards.fill(NaN);
  });
  return steps;
}
