import { getEventListeners } from 'node:events';
import {
  type Estimator,
  type FiniteModel,
  InputError,
  type Learner,
  type ParametricPolicy,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { drawIndex, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { lastValueFrom, toArray } from 'rxjs';
import { createGrad, type GradSettings } from './create-grad.js';
import { learn } from './learn.js';

/** Two actions; the reward is the action. */
const model: FiniteModel = finiteModel({
  states: 1,
  actions: 2,
  observations: 1,
  transition: () => [[0, 1]],
  observation: () => [[0, 1]],
  initialObservation: () => [[0, 1]],
  reward: (_state, action) => action,
  start: [[0, 1]],
});

/** Takes action 1 with probability θ. */
function coin(): ParametricPolicy {
  const parameters = Float64Array.of(0.5);
  let random = randomStream(0);
  const row = () => Float64Array.of(1 - parameters[0]!, parameters[0]!);
  return {
    parameters,
    reset: (given) => (random = given),
    act: () => drawIndex(row(), 0, 2, random),
    table: () => ({ observations: 1, actions: 2, probabilities: row() }),
    addScore: () => {},
  };
}

/** Counts what it is given. */
class Counter implements Estimator {
  resets = 0;
  lengths: number[] = [];
  gradient = Float64Array.of(0);
  private sum = 0;
  private steps = 0;

  reset(): void {
    this.resets++;
    this.sum = this.steps = 0;
    this.lengths = [];
  }

  update({ length, rewards }: StepBatch): void {
    this.lengths.push(length);
    this.steps += length;
    for (let i = 0; i < length; i++) this.sum += rewards[i]!;
  }

  estimate() {
    return { gradient: this.gradient, steps: this.steps, averageReward: this.sum / this.steps };
  }
}

const streams = () => ({
  environmentRandom: randomStream(1, 'environment'),
  policyRandom: randomStream(1, 'policy'),
});

describe('createGrad', () => {
  const setUp = (overrides: Partial<GradSettings> = {}) => {
    const estimator = new Counter();
    const policy = coin();
    const grad = createGrad({
      environment: new ModelEnvironment(model),
      policy,
      estimator,
      steps: { direction: 1000, lineSearch: 100 },
      batchSize: 300,
      ...streams(),
      ...overrides,
    });
    return { estimator, grad, policy };
  };

  it('sets θ, forgets the past, and takes the steps of its purpose in batches', async () => {
    const { estimator, grad, policy } = setUp();
    const sure = await grad(Float64Array.of(1), 'direction');
    expect(policy.parameters[0]).to.equal(1);
    expect(sure).to.include({ steps: 1000, averageReward: 1 });
    expect(estimator.lengths).to.deep.equal([300, 300, 300, 100]);
    const never = await grad(Float64Array.of(0), 'line-search');
    expect(never).to.include({ steps: 100, averageReward: 0 });
    expect(estimator.resets).to.equal(2);
  });

  it('draws new randomness at every call, and the same from the same seed', async () => {
    const sequence = async () => {
      const { grad } = setUp();
      const values = [];
      for (let i = 0; i < 3; i++) values.push((await grad(Float64Array.of(0.5), 'direction')).averageReward);
      return values;
    };
    const first = await sequence();
    expect(new Set(first).size).to.be.greaterThan(1);
    expect(await sequence()).to.deep.equal(first);
  });

  it('takes the steps that are asked for, and ends where there is enough', async () => {
    const { estimator, grad } = setUp();
    expect(await grad(Float64Array.of(1), 'direction', { steps: 450 })).to.include({ steps: 450 });
    const asked: number[] = [];
    const enough = ({ steps }: { steps: number }) => asked.push(steps) > 1;
    expect(await grad(Float64Array.of(1), 'direction', { enough })).to.include({ steps: 600 });
    expect(asked).to.deep.equal([300, 600]);
    expect(estimator.lengths).to.deep.equal([300, 300]);
  });

  it('draws the same numbers for requests of one stream, and others go on as if they had not been', async () => {
    const rewards = async (streams: readonly (string | undefined)[]) => {
      const { grad } = setUp();
      const found: number[] = [];
      for (const stream of streams) {
        const request = stream === undefined ? {} : { stream };
        found.push((await grad(Float64Array.of(0.5), 'direction', request)).averageReward);
      }
      return found;
    };
    const [first, second, again, third] = await rewards(['search', undefined, 'search', undefined]);
    expect(again).to.equal(first);
    expect([first, second, third]).to.deep.equal(await rewards([undefined, undefined, undefined]));
    expect(new Set([first, second, third]).size).to.equal(3);
  });

  it('is stopped by its signal: between two turns of a path that would take minutes, and before the next path', async () => {
    const controller = new AbortController();
    const steps = { direction: 2 ** 35, lineSearch: 100 };
    const { estimator, grad } = setUp({ steps, batchSize: 4096, signal: controller.signal });
    const reason = new Error('enough');
    setTimeout(() => controller.abort(reason), 0);
    const failure = await grad(Float64Array.of(0.5), 'direction').then(String, (error: unknown) => error);
    expect(failure).to.equal(reason);
    expect(estimator.lengths).to.not.have.length(0);
    const later = await grad(Float64Array.of(0.5), 'line-search').then(String, (error: unknown) => error);
    expect(later).to.equal(reason);
    expect(estimator.resets).to.equal(1);
  });

  it('refuses an estimate that is not finite, and names the component', async () => {
    for (const bad of [NaN, Infinity, -Infinity]) {
      for (const purpose of ['direction', 'line-search'] as const) {
        const { estimator, grad } = setUp();
        estimator.gradient = Float64Array.of(1, bad);
        const failure = await grad(Float64Array.of(0.5), purpose).catch((error: unknown) => error);
        expect(failure).to.be.instanceOf(InputError);
        expect(failure)
          .to.have.property('message')
          .that.contains(`gives ${bad} as component 1 of the gradient`);
      }
    }
  });

  it('leaves nothing behind on its signal, and gives the same estimate with and without one', async () => {
    const { signal } = new AbortController();
    const { grad } = setUp({ signal });
    const estimates = [
      await grad(Float64Array.of(0.5), 'direction'),
      await grad(Float64Array.of(0.5), 'direction'),
    ];
    expect(getEventListeners(signal, 'abort')).to.have.length(0);
    const plain = setUp().grad;
    expect(estimates[0]).to.deep.equal(await plain(Float64Array.of(0.5), 'direction'));
    expect(estimates[1]).to.deep.equal(await plain(Float64Array.of(0.5), 'direction'));
  });
});

describe('learn', () => {
  it('hands the learner one step at a time, and θ acts from the next step on', async () => {
    const policy = coin();
    policy.parameters[0] = 0;
    let steps = 0;
    const learner: Learner = {
      policy,
      update: (batch) => {
        expect(batch.length).to.equal(1);
        expect(batch.actions.values[0]).to.equal(steps < 10 ? 0 : 1);
        if (++steps === 10) policy.parameters[0] = 1;
      },
    };
    const reports = await lastValueFrom(
      learn({
        environment: new ModelEnvironment(model),
        learner,
        steps: 25,
        reportEvery: 10,
        ...streams(),
      }).pipe(toArray()),
    );
    expect(reports).to.deep.equal([
      { steps: 10, averageReward: 0 },
      { steps: 20, averageReward: 1 },
      { steps: 25, averageReward: 1 },
    ]);
  });

  it('fails where its learner throws', async () => {
    const learner: Learner = {
      policy: coin(),
      update: () => {
        throw new Error('a learner broke');
      },
    };
    const run = lastValueFrom(
      learn({ environment: new ModelEnvironment(model), learner, steps: 5, reportEvery: 1, ...streams() }),
    );
    expect(await run.then(String, String)).to.contain('a learner broke');
  });
});
