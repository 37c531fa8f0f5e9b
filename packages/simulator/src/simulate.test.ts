import type {
  Action,
  Environment,
  FiniteModel,
  FiniteTable,
  Frame,
  Observation,
  Policy,
  Random,
  StepBatch,
  StepResult,
} from '@pomdp-gym/contracts';
import { ModelEnvironment, ModelSampler, observationCount } from '@pomdp-gym/models';
import { drawIndex, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { take } from 'rxjs';
import { firstDifference } from './first-difference.test.support.js';
import { models } from './random-models.test.support.js';
import { simulatePaths } from './simulate-paths.js';
import { batchesOf, simulate, type SimulationSettings } from './simulate.js';
import { stepAt } from './step-view.js';

describe('simulate', () => {
  for (const [name, model] of Object.entries(models)) {
    it(`gives the same path to the bit by kernel and generic path and for every batch size: ${name}`, async () => {
      const reference = await record(model, { path: 'generic', batchSize: 2500 });
      expect(reference).to.have.length(2500);
      for (const way of waysFor(model)) {
        for (const batchSize of [1, 2, 7, 256, 4096]) {
          const steps = await record(model, { ...way, batchSize });
          const name = `${JSON.stringify(way)}, batches of ${batchSize}`;
          expect(firstDifference(steps, reference), name).to.equal(undefined);
        }
      }
    });
  }

  it('draws from joint outcomes and in two stages: the models have both', () => {
    const kinds = Object.entries(models).map(([name, model]) => [
      name.startsWith('in two stages'),
      new ModelSampler(model).outcomes.kind,
    ]);
    for (const [inTwoStages, kind] of kinds) expect(kind).to.equal(inTwoStages ? 'staged' : 'joint');
  });

  it('takes the generic path where both streams are one, or draw no words ahead', async () => {
    const model = models['first observation, one observation a state']!;
    const run = async (random: () => Random, other: Random, path: 'auto' | 'generic') => {
      const rewards: number[] = [];
      const streams = { environmentRandom: random(), policyRandom: other };
      await simulate({ ...settings(model, { path, batchSize: 50 }), ...streams, steps: 600 }).forEach(
        (batch) => rewards.push(...batch.rewards.subarray(0, batch.length)),
      );
      return rewards;
    };
    const one = [randomStream(9), randomStream(9)];
    expect(await run(() => one[0]!, one[0]!, 'auto')).to.deep.equal(
      await run(() => one[1]!, one[1]!, 'generic'),
    );
    const plain = () => {
      const stream = randomStream(9);
      return { uint32: () => stream.uint32(), uniform: () => stream.uniform() };
    };
    expect(await run(plain, randomStream(8), 'auto')).to.deep.equal(
      await run(() => randomStream(9), randomStream(8), 'auto'),
    );
    const refused = simulate({ ...settings(model, { path: 'kernel' }), environmentRandom: plain() });
    expect(await refused.forEach(() => undefined).catch(String)).to.contain('two streams that draw ahead');
  });

  it('ends episodes by the limit alike on both paths, and never lets a batch cross an ending', async () => {
    const model = models['episodic, wide rows']!;
    const kernel = await record(model, { path: 'kernel', batchSize: 64, episodeLimit: 5 });
    const generic = await record(model, { path: 'generic', batchSize: 3, episodeLimit: 5 });
    const wasm = await record(model, { kernel: 'wasm', batchSize: 64, episodeLimit: 5 });
    expect(firstDifference(generic, kernel)).to.equal(undefined);
    expect(firstDifference(generic, wasm)).to.equal(undefined);
    const lengths = episodeLengths(kernel);
    expect(Math.max(...lengths)).to.equal(5);
    expect(Math.min(...lengths)).to.be.lessThan(5);
    expect(kernel.filter(({ ending }) => ending === 'truncated')).to.not.have.length(0);
    expect(kernel.filter(({ ending }) => ending === 'terminated')).to.not.have.length(0);
  });

  it('leaves the streams where the generic path leaves them, after calls of the kernel short and long in turn', async () => {
    const model = models['rewards by observation where a state may show only one']!;
    const run = async (path: 'kernel' | 'generic') => {
      const given = settings(model, { path, batchSize: 290, episodeLimit: 300 });
      const rewards: number[] = [];
      await simulate(given).forEach((batch) => rewards.push(...batch.rewards.subarray(0, batch.length)));
      return [...rewards, given.environmentRandom.uint32(), given.policyRandom.uint32()];
    };
    expect(await run('kernel')).to.deep.equal(await run('generic'));
  });

  it('shows the extra observation `nothing yet` first, and after every ending only', async () => {
    const model = models['episodic, wide rows']!;
    const steps = await record(model, {});
    steps.forEach(({ observation }, t) => {
      const first = t === 0 || steps[t - 1]!.ending !== 'none';
      expect(observation === model.observations).to.equal(first);
    });
  });

  it('has what the last step led to as the next observation of every batch, on both paths', async () => {
    for (const [name, model] of Object.entries(models)) {
      const next = new Map<string, number[]>();
      for (const path of ['kernel', 'generic'] as const) {
        const found: number[] = [];
        let expected: number | undefined;
        await simulate(settings(model, { path, batchSize: 3, episodeLimit: 8 })).forEach((batch) => {
          if (expected !== undefined) expect(batch.observations.values[0], name).to.equal(expected);
          found.push(batch.next as number);
          expected = batch.ending === 'none' ? (batch.next as number) : undefined;
        });
        next.set(path, found);
      }
      expect(next.get('kernel')).to.deep.equal(next.get('generic'));
    }
  });

  it('has what the last state of an episode showed as the next observation there', async () => {
    const environment = new ModelEnvironment(models['episodic, wide rows']!);
    const shown: number[] = [];
    const step = environment.step.bind(environment);
    environment.step = (action) => {
      const result = step(action);
      if (result.ending !== 'none') shown.push(result.observation);
      return result;
    };
    const model = models['episodic, wide rows']!;
    await simulate(settings(model, { environment })).forEach(() => undefined);
    const next: number[] = [];
    await simulate(settings(model, { path: 'kernel' })).forEach((batch) => {
      if (batch.ending !== 'none') next.push(batch.next as number);
    });
    expect(next).to.deep.equal(shown);
    expect(shown.length).to.be.above(20);
  });

  it('lends one buffer again and again', async () => {
    const batches: StepBatch[] = [];
    await simulate(
      settings(models['continuing, no first observation, rewards by observation']!, { batchSize: 100 }),
    ).forEach((batch) => batches.push(batch));
    expect(batches).to.have.length(25);
    expect(new Set(batches).size).to.equal(1);
  });

  it('stops when its subscriber leaves', () => {
    let batches = 0;
    simulate({ ...settings(models['episodic, wide rows']!), steps: 1e9, batchSize: 16 })
      .pipe(take(3))
      .subscribe(() => batches++);
    expect(batches).to.equal(3);
  });

  for (const [path, stepsATurn] of [
    ['kernel', 2 ** 20],
    ['generic', 2 ** 17],
  ] as const) {
    it(`goes on over many turns of the event loop, and lets others have theirs: ${path}`, async () => {
      const model = models['first observation, one observation a state']!;
      let turns = 0;
      const timer = setInterval(() => turns++, 0);
      let steps = 0;
      await simulate({ ...settings(model, { path }), steps: 3 * stepsATurn + 5 }).forEach(
        ({ length }) => (steps += length),
      );
      clearInterval(timer);
      expect(steps).to.equal(3 * stepsATurn + 5);
      expect(turns).to.be.greaterThan(0);
    });
  }

  it('reads the policy anew for every batch, so that it may learn between batches', async () => {
    const model = models['first observation, one observation a state']!;
    const run = async (way: Partial<SimulationSettings>) => {
      const policy = new TablePolicy(model);
      const actions: number[] = [];
      await simulate({ ...settings(model, { ...way, batchSize: 1 }), policy, steps: 500 }).forEach(
        (batch) => {
          const action = batch.actions.values[0]!;
          actions.push(action);
          policy.prefer((action + 1) % model.actions);
        },
      );
      return actions;
    };
    const generic = await run({ path: 'generic' });
    expect(await run({ kernel: 'typescript' })).to.deep.equal(generic);
    expect(await run({ kernel: 'wasm' })).to.deep.equal(generic);
  });

  it('takes the steps of an environment that is more than its tables: `step` or `reset` of a subclass', async () => {
    const model = models['continuing, no first observation, rewards by observation']!;
    const plain = await record(model, {});
    const doubled = await record(model, { environment: new Doubled(model) });
    const expected = plain.map((step) => ({ ...step, reward: 2 * step.reward }));
    expect(firstDifference(doubled, expected)).to.equal(undefined);
    const generic = await record(model, { environment: new Unlucky(model), path: 'generic' });
    expect(firstDifference(generic, plain)).to.match(/^step 0/);
    const unlucky = await record(model, { environment: new Unlucky(model) });
    expect(firstDifference(unlucky, generic)).to.equal(undefined);
  });

  it('keeps the kernel for a subclass that draws itself otherwise', async () => {
    const model = models['first observation, one observation a state']!;
    const kernel = await record(model, { environment: new Pictured(model), path: 'kernel' });
    expect(firstDifference(kernel, await record(model, { path: 'generic' }))).to.equal(undefined);
  });

  it('writes vectors row by row, of observations and actions that are lent', async () => {
    const steps: ReturnType<typeof stepAt>[] = [];
    const next: number[][] = [];
    await simulate({
      environment: new Drift(),
      policy: new Leaning(),
      environmentRandom: randomStream(1, 'environment'),
      policyRandom: randomStream(1, 'policy'),
      steps: 7,
      batchSize: 3,
      episodeLimit: 5,
    }).forEach((batch) => {
      expect([batch.observations.width, batch.actions.width]).to.deep.equal([2, 1]);
      next.push(Array.from(batch.next as Float64Array));
      for (let row = 0; row < batch.length; row++) steps.push(stepAt(batch, row));
    });
    // (t, position) is seen, half of the position is done, and the position grows by that and one; 5 steps an episode.
    const positions = [0, 1, 2.5, 4.75, 8.125, 0, 1];
    expect(next).to.deep.equal([
      [3, 4.75],
      [5, 13.1875],
      [2, 2.5],
    ]);
    expect(steps).to.deep.equal(
      positions.map((position, i) => ({
        observation: Float64Array.of(i % 5, position),
        action: Float64Array.of(position / 2),
        reward: -position,
        ending: i === 4 ? 'truncated' : 'none',
      })),
    );
  });

  it('refuses invalid counts and a kernel that does not apply', async () => {
    const model = models['episodic, wide rows']!;
    for (const wrong of [{ steps: 0 }, { batchSize: 1.5 }, { episodeLimit: -1 }]) {
      expect(() => simulate({ ...settings(model), ...wrong })).to.throw(RangeError, 'whole number');
      expect(() => batchesOf({ ...settings(model), ...wrong }).next()).to.throw(RangeError, 'whole number');
      const { environmentRandom, policyRandom, steps, ...rest } = { ...settings(model), ...wrong };
      const paths = [{ environmentRandom, policyRandom, steps }];
      expect(() => simulatePaths({ ...rest, paths })).to.throw(RangeError, 'whole number');
    }
    const { policy, ...rest } = settings(model, { path: 'kernel' });
    const blind: Policy = { reset: () => {}, act: () => 0 };
    expect(await failure({ ...rest, policy: blind })).to.contain('tabular kernel needs');
    expect(await failure({ ...settings(model), kernel: 'wasm', policy: blind })).to.contain('kernel needs');
    expect(
      await failure({ ...settings(model, { path: 'kernel' }), environment: new Doubled(model) }),
    ).to.contain('tabular kernel needs');
    const smaller = new TablePolicy(models['first observation, one observation a state']!);
    expect(policy.table!().actions).to.equal(3);
    expect(await failure({ ...rest, policy: smaller })).to.contain('observations');
  });

  it('reports what an environment throws', async () => {
    const model = models['episodic, wide rows']!;
    const environment = new ModelEnvironment(model);
    environment.step = () => {
      throw new Error('broken');
    };
    expect(await failure({ ...settings(model), environment })).to.equal('broken');
  });
});

/** Sees (t, position); an action is added to the position, and one more. It lends its observations. */
class Drift implements Environment {
  readonly observationSpace = { kind: 'box', low: [0, 0], high: [Infinity, Infinity] } as const;
  readonly actionSpace = { kind: 'box', low: [0], high: [Infinity] } as const;
  readonly task = 'continuing';
  private readonly observation = new Float64Array(2);

  reset(): Float64Array {
    return this.observation.fill(0);
  }

  step(action: Action): StepResult {
    const position = this.observation[1]!;
    this.observation[0]!++;
    this.observation[1]! += 1 + (action as Float64Array)[0]!;
    return { observation: this.observation, reward: -position, ending: 'none' };
  }
}

/** Does half of the position. It lends its actions. */
class Leaning implements Policy {
  private readonly action = new Float64Array(1);

  reset(): void {
    this.action.fill(0);
  }

  act(observation: Observation): Float64Array {
    return this.action.fill((observation as Float64Array)[1]! / 2);
  }
}

/** Pays every reward twice. */
class Doubled extends ModelEnvironment {
  override step(action: number): ReturnType<ModelEnvironment['step']> {
    const result = super.step(action);
    result.reward *= 2;
    return result;
  }
}

/** Begins in state 5, and shows observation 3 there. */
class Unlucky extends ModelEnvironment {
  override reset(random: Random): number {
    do super.reset(random);
    while (this.state !== 5);
    return 3;
  }
}

class Pictured extends ModelEnvironment {
  override frame(): Frame {
    return { picture: [], facts: {} };
  }
}

async function failure(settings: SimulationSettings): Promise<string> {
  try {
    await simulate(settings).forEach(() => {});
  } catch (error) {
    return (error as Error).message;
  }
  return 'no failure';
}

/** All steps of a path, and poison in the buffer after each batch: whoever reads it late reads NaN and −1. */
async function record(model: FiniteModel, overrides: Partial<SimulationSettings>) {
  const steps: ReturnType<typeof stepAt>[] = [];
  await simulate(settings(model, overrides)).forEach((batch) => {
    for (let row = 0; row < batch.length; row++) steps.push(stepAt(batch, row));
    batch.observations.values.fill(-1);
    batch.actions.values.fill(-1);
    batch.rewards.fill(NaN);
  });
  return steps;
}

/** All ways to make the steps of a model. */
function waysFor(model: FiniteModel): readonly Partial<SimulationSettings>[] {
  const isJoint = new ModelSampler(model).outcomes.kind === 'joint';
  return [
    { path: 'generic' },
    { path: 'auto' },
    { path: 'kernel', kernel: 'typescript' },
    ...(isJoint ? [{ path: 'kernel', kernel: 'wasm' } as const] : []),
  ];
}

function settings(model: FiniteModel, overrides: Partial<SimulationSettings> = {}): SimulationSettings {
  return {
    environment: new ModelEnvironment(model),
    policy: new TablePolicy(model),
    environmentRandom: randomStream(1, 'environment'),
    policyRandom: randomStream(1, 'policy'),
    steps: 2500,
    ...overrides,
  };
}

function episodeLengths(steps: readonly { ending: string }[]): number[] {
  const ends = steps.flatMap(({ ending }, t) => (ending === 'none' ? [] : [t + 1]));
  return ends.map((end, i) => end - (ends[i - 1] ?? 0));
}

/** A random table; `prefer` makes one action likelier everywhere. */
class TablePolicy implements Policy {
  private readonly probabilities: Float64Array;
  private readonly actions: number;
  private readonly observations: number;
  private random: Random | undefined;

  constructor(model: FiniteModel) {
    this.actions = model.actions;
    this.observations = observationCount(model);
    const random = randomStream(9, 'policy table');
    this.probabilities = Float64Array.from({ length: this.observations * this.actions }, () =>
      random.uniform(),
    );
    this.normalize();
  }

  prefer(action: number): void {
    for (let y = 0; y < this.observations; y++) this.probabilities[y * this.actions + action]! += 0.5;
    this.normalize();
  }

  reset(random: Random): void {
    this.random = random;
  }

  act(observation: number | Float64Array): number {
    return drawIndex(this.probabilities, (observation as number) * this.actions, this.actions, this.random!);
  }

  table(): FiniteTable {
    const { observations, actions, probabilities } = this;
    return { observations, actions, probabilities };
  }

  private normalize(): void {
    for (let y = 0; y < this.observations; y++) {
      const row = this.probabilities.subarray(y * this.actions, (y + 1) * this.actions);
      const sum = row.reduce((total, value) => total + value, 0);
      row.forEach((value, u) => (row[u] = value / sum));
    }
  }
}
