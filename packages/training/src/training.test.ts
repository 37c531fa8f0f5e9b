import { getEventListeners } from 'node:events';
import {
  type Estimator,
  type GradientEstimate,
  InputError,
  type Learner,
  type ParametricPolicy,
  type StepBatch,
  type WantedSign,
} from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { lastValueFrom, toArray } from 'rxjs';
import { coin, model } from './coin.test.support.js';
import { createGrad, type GradSettings } from './create-grad.js';
import { learn } from './learn.js';

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

/** After its n-th batch of a path the gradient is the n-th of a list, the last one from there on. */
class Scripted extends Counter {
  constructor(private readonly gradients: readonly number[]) {
    super();
  }

  override estimate() {
    const { gradients, lengths } = this;
    return {
      ...super.estimate(),
      gradient: Float64Array.of(gradients[lengths.length - 1] ?? gradients.at(-1)!),
    };
  }
}

/** Settles after 350 steps, and is asked every 70; a sign settles at once. */
class Settling extends Counter {
  readonly lookEvery = 70;

  settled(sign?: WantedSign): boolean {
    return sign !== undefined || this.estimate().steps >= 350;
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
    expect(await grad(Float64Array.of(1), { steps: 450 })).to.include({ steps: 450 });
    const asked: number[] = [];
    const enough = ({ steps }: { steps: number }) => asked.push(steps) > 1;
    expect(await grad(Float64Array.of(1), { enough })).to.include({ steps: 600 });
    expect(asked).to.deep.equal([300, 600]);
    expect(estimator.lengths).to.deep.equal([300, 300]);
  });

  it('draws the same numbers for requests of one stream, and others go on as if they had not been', async () => {
    const rewards = async (streams: readonly (string | undefined)[]) => {
      const { grad } = setUp();
      const found: number[] = [];
      for (const stream of streams) {
        const request = stream === undefined ? {} : { stream };
        found.push((await grad(Float64Array.of(0.5), request)).averageReward);
      }
      return found;
    };
    const [first, second, again, third] = await rewards(['search', undefined, 'search', undefined]);
    expect(again).to.equal(first);
    expect([first, second, third]).to.deep.equal(await rewards([undefined, undefined, undefined]));
    expect(new Set([first, second, third]).size).to.equal(3);
  });

  it('takes a direction where no purpose is given', async () => {
    const { grad } = setUp();
    expect(await grad(Float64Array.of(1))).to.include({ steps: 1000 });
    expect(await grad(Float64Array.of(1), {})).to.include({ steps: 1000 });
    expect(await grad(Float64Array.of(1), { purpose: 'line-search' })).to.include({ steps: 100 });
  });

  it('ends a path where an estimator that chooses T itself has settled, for what is asked', async () => {
    const estimator = new Settling();
    const { grad } = setUp({ estimator });
    expect(await grad(Float64Array.of(1))).to.include({ steps: 350 });
    expect(estimator.lengths).to.deep.equal([70, 70, 70, 70, 70]);
    const sign = { direction: Float64Array.of(1), offset: 0 };
    expect(await grad(Float64Array.of(1), { purpose: 'line-search', sign })).to.include({ steps: 70 });
    expect(await grad(Float64Array.of(1), { steps: 200 })).to.include({ steps: 200 });
  });

  it('gives the slope along a direction, with the error by batch means of its blocks', async () => {
    const direction = Float64Array.of(2);
    const estimator = new Scripted([1, 3, 2, 6]); // Δ_T after 25, 50, 75 and 100 steps
    const { grad } = setUp({ estimator });
    const { slope, steps } = await grad(Float64Array.of(1), { purpose: 'line-search', direction, every: 25 });
    // S(t) = t Δ_t d: 50, 300, 300, 1200. Blocks: 50, 250, 0, 900; their mean is 300.
    const squares = 250 ** 2 + 50 ** 2 + 300 ** 2 + 600 ** 2;
    expect({ steps, value: slope!.value, blocks: slope!.blocks }).to.deep.equal({
      steps: 100,
      value: 12,
      blocks: 4,
    });
    expect(slope!.standardError).to.be.closeTo(Math.sqrt(squares / 3 / 4) / 25, 1e-12);
  });

  it('calls enough after each block, with the slope so far, and takes blocks of T / 32 for it', async () => {
    const blocks: number[] = [];
    const { grad } = setUp({ estimator: new Scripted([1, 3, 2, 6]) });
    const request = {
      direction: Float64Array.of(1),
      enough: ({ slope, steps }: GradientEstimate) => {
        blocks.push(steps);
        return slope!.blocks === 3;
      },
    };
    expect(await grad(Float64Array.of(1), request)).to.include({ steps: 96 });
    expect(blocks).to.deep.equal([32, 64, 96]); // 1000 / 32, rounded up
    expect((await grad(Float64Array.of(1), { ...request, every: 700 })).steps).to.equal(1000);
  });

  it('gives products with the mean of score · scoreᵀ over the path', async () => {
    const policy: ParametricPolicy = {
      ...coin(),
      parameters: Float64Array.of(0.5, 0, 0),
      addScore: ({ actions }, row, weight, into) => {
        into[0]! += weight * (1 + actions.values[row]!); // 1 or 2
        into[2]! += weight * 3;
      },
    };
    const { grad } = setUp({ policy });
    const { fisher, averageReward } = await grad(Float64Array.of(0.5, 0, 0), { fisher: true });
    const [ones, crossed] = [1 + 3 * averageReward, 3 + 3 * averageReward]; // E[s₀²], E[s₀ s₂] of the path
    const product = fisher!.times(Float64Array.of(1, 7, 10));
    expect(product[0]).to.be.closeTo(ones + 10 * crossed, 1e-12);
    expect(product[1]).to.equal(0);
    expect(product[2]).to.be.closeTo(crossed + 90, 1e-12);
    const diagonal = fisher!.diagonal();
    expect(diagonal[0]).to.be.closeTo(ones, 1e-12);
    expect([diagonal[1], diagonal[2]]).to.deep.equal([0, 9]);
    expect((await grad(Float64Array.of(0.5, 0, 0))).fisher).to.equal(undefined);
  });

  it('keeps no matrix where steps are whole numbers, and refuses one of too many parameters elsewhere', async () => {
    const many: ParametricPolicy = { ...coin(), parameters: new Float64Array(2049) };
    const asked = (policy: ParametricPolicy) =>
      setUp({ policy }).grad(new Float64Array(2049), { fisher: true, steps: 5 });
    expect((await asked(many)).fisher?.diagonal()).to.have.length(2049);
    const inBox: ParametricPolicy = {
      ...many,
      memorySpace: { kind: 'box', low: [0], high: [1] },
      memory: () => Float64Array.of(0.5),
    };
    const failure = await asked(inBox).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(InputError).with.property('message').that.contains('at most 2048');
  });

  it('samples with the policy of a request, by an estimator of its own, and with the agent’s own again', async () => {
    const other: ParametricPolicy = { ...coin(), parameters: Float64Array.of(0, 0) };
    const made: Counter[] = [];
    const estimatorFor = () => {
      made.push(new Counter());
      return made.at(-1)!;
    };
    const { estimator, grad } = setUp({ estimatorFor });
    await grad(Float64Array.of(1, 1), { policy: other });
    await grad(Float64Array.of(1, 1), { policy: other, steps: 450 });
    await grad(Float64Array.of(1));
    expect(made.map(({ resets, lengths }) => [resets, lengths])).to.deep.equal([[2, [300, 150]]]);
    expect(estimator.resets).to.equal(1);
    expect([...other.parameters]).to.deep.equal([1, 1]);
    const refused = await grad(Float64Array.of(1, 1)).catch((error: unknown) => error);
    expect(String(refused)).to.contain('2 numbers for 1 parameters');
    const without = await setUp()
      .grad(Float64Array.of(1, 1), { policy: other })
      .catch((error: unknown) => error);
    expect(without).to.be.instanceOf(InputError);
  });

  it('hands each batch of the path to the request', async () => {
    const lengths: number[] = [];
    await setUp().grad(Float64Array.of(1), { onBatch: ({ length }) => lengths.push(length), every: 400 });
    expect(lengths).to.deep.equal([300, 300, 300, 100]);
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
