import { describeOptimizer } from '@pomdp-gym/conformance';
import {
  type Fisher,
  type Grad,
  InputError,
  type Iterate,
  type Optimizer,
  readGradRequest,
} from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { adam } from './adam.js';
import { gradientAscent } from './gradient-ascent.js';
import { naturalGradient } from './natural-gradient.js';

describeOptimizer(gradientAscent);
describeOptimizer(adam);
describeOptimizer(naturalGradient);

const never = new AbortController().signal;
const rules = {
  'gradient-ascent': (chosen: object = {}) => gradientAscent.create(gradientAscent.options.parse(chosen)),
  adam: (chosen: object = {}) => adam.create(adam.options.parse(chosen)),
  'natural-gradient': (chosen: object = {}) => naturalGradient.create(naturalGradient.options.parse(chosen)),
};

/** The diagonal matrix of 1, 2, 3 … */
const fisher: Fisher = {
  times: (v) => v.map((x, k) => (k + 1) * x),
  diagonal: () => Float64Array.of(1, 2),
};

function gradOf(gradient: (theta: Float64Array) => Iterable<number>): Grad {
  return (theta) =>
    Promise.resolve({
      gradient: Float64Array.from(gradient(theta)),
      steps: 1,
      averageReward: 0,
      fisher,
    });
}

/** GRAD of −½ Σ_i c_i (θ_i − t_i)². */
const hill = (c: number[], t: number[]) => gradOf((theta) => theta.map((x, i) => c[i]! * (t[i]! - x)));

async function collect(
  optimizer: Optimizer,
  start: number[],
  grad: Grad,
  signal = never,
): Promise<Iterate[]> {
  const points: Iterate[] = [];
  for await (const point of optimizer.ascend(Float64Array.from(start), grad, signal)) points.push(point);
  return points;
}

const path = (points: Iterate[], i = 0) => points.map(({ theta }) => theta[i]!);

/** An estimator says at the second gradient that nothing is learnt. */
function plateauGrad(): Grad {
  let asked = 0;
  const noise = { beta: 0, squaredBias: 0, variance: 1, nothingLearnt: true } as const;
  return () =>
    Promise.resolve({
      gradient: Float64Array.of(1, 1),
      steps: 500,
      averageReward: 0,
      fisher,
      ...(++asked === 2 && { choice: noise }),
    });
}

describe('on a plateau', () => {
  for (const [name, make] of [
    ['gradient-ascent', rules['gradient-ascent']],
    ['adam', rules.adam],
    ['natural-gradient', rules['natural-gradient']],
    ['natural-gradient that searches', () => rules['natural-gradient']({ step: 'search' })],
  ] as const) {
    it(`${name} ends where its estimator learns nothing, and moves no farther`, async () => {
      const points = await collect(make(), [0, 0], plateauGrad());
      expect(points.at(-1)!.ended).to.equal(
        'nothing is learnt here: the gradient is within its noise after 500 steps',
      );
      expect(new Set(points.slice(1).map(({ theta }) => theta.join())).size).to.equal(1);
    });
  }
});

describe('gradient ascent', () => {
  it('follows θ_k = t + (θ_0 − t) (1 − γ c)^k on a quadratic with a fixed step', async () => {
    const points = await collect(
      rules['gradient-ascent']({ step: 0.3, iterations: 20 }),
      [4, -1],
      hill([1, 2], [1, 5]),
    );
    expect(points).to.have.length(21);
    points.forEach(({ theta }, k) => {
      expect(theta[0]).to.be.closeTo(1 + 3 * 0.7 ** k, 1e-14);
      expect(theta[1]).to.be.closeTo(5 - 6 * 0.4 ** k, 1e-14);
    });
  });

  it('shortens the k-th step to step / (1 + decay k)', async () => {
    const points = await collect(
      rules['gradient-ascent']({ step: 2, decay: 0.5, iterations: 4 }),
      [0],
      gradOf(() => [1]),
    );
    const steps = [2, 2 / 1.5, 1, 2 / 2.5];
    expect(points.slice(1).map(({ detail }) => detail['step'])).to.deep.equal(steps);
    expect(path(points)).to.deep.equal([0, 2, 2 + 2 / 1.5, 3 + 2 / 1.5, 3 + 2 / 1.5 + 0.8]);
  });

  it('with step 1 and decay 1 averages noisy targets: it is the mean of what it has seen', async () => {
    // θ_{k+1} = θ_k + (y_k − θ_k)/(k+1), the running mean, by which the noise of 400 draws shrinks twentyfold.
    const random = randomStream(1, 'targets');
    const targets = Array.from({ length: 400 }, () => 3 + 2 * random.uniform() - 1);
    const rest = targets.values();
    const points = await collect(
      rules['gradient-ascent']({ step: 1, decay: 1, iterations: 400 }),
      [-50],
      gradOf((theta) => [rest.next().value! - theta[0]!]),
    );
    const mean = targets.reduce((sum, y) => sum + y) / 400;
    expect(points.at(-1)!.theta[0]).to.be.closeTo(mean, 1e-12);
  });
});

describe('gradient ascent at its defaults', () => {
  it('moves by longestMove along the largest gradient so far, and in proportion along smaller ones', async () => {
    const gradients = [2, -1, 8, 4].values();
    const points = await collect(
      rules['gradient-ascent']({ longestMove: 0.5, iterations: 4 }),
      [0],
      gradOf(() => [gradients.next().value!]),
    );
    expect(path(points)).to.deep.equal([0, 0.5, 0.25, 0.75, 1]);
    expect(points.slice(1).map(({ detail }) => detail['step'])).to.deep.equal([1 / 4, 1 / 4, 1 / 16, 1 / 16]);
  });
});

describe('Adam', () => {
  it('moves by its step in the first iteration, and on a constant slope, whatever the size of the gradient', async () => {
    // m̂ = g and v̂ = g² for a constant gradient, so each move is step · sign(g) but for the stabilizer.
    for (const size of [1e-3, 1, 1e6]) {
      const points = await collect(
        rules.adam({ step: 0.1, iterations: 5 }),
        [0, 0],
        gradOf(() => [size, -size]),
      );
      points.forEach(({ theta }, k) => {
        expect(theta[0]).to.be.closeTo(0.1 * k, 1e-5 * k + 1e-15);
        expect(theta[1]).to.be.closeTo(-0.1 * k, 1e-5 * k + 1e-15);
      });
    }
  });

  it('follows algorithm 1 by hand for gradients 1, −2', async () => {
    // m = .1, v = .1 (β2 = .9): m̂ = v̂ = 1; then m = .09 − .2 = −.11, m̂ = −.11/.19, v = .09 + .4 = .49, v̂ = .49/.19.
    const gradients = [1, -2].values();
    const points = await collect(
      rules.adam({ step: 0.5, beta1: 0.9, beta2: 0.9, stabilizer: 1e-300, iterations: 2 }),
      [0],
      gradOf(() => [gradients.next().value!]),
    );
    expect(path(points)[1]).to.be.closeTo(0.5, 1e-14);
    expect(path(points)[2]).to.be.closeTo(0.5 - (0.5 * (0.11 / 0.19)) / Math.sqrt(0.49 / 0.19), 1e-14);
  });

  it('comes to the top of an ill-conditioned quadratic: within .01 after 2000 iterations of .05', async () => {
    const points = await collect(
      rules.adam({ step: 0.05, iterations: 2000 }),
      [4, -1],
      hill([100, 0.1], [1, 5]),
    );
    expect(points.at(-1)!.theta[0]).to.be.closeTo(1, 0.01);
    expect(points.at(-1)!.theta[1]).to.be.closeTo(5, 0.01);
  });

  it('begins every ascent without memory of the one before', async () => {
    const optimizer = rules.adam({ iterations: 10 });
    const grad = hill([1, 3], [2, -2]);
    const first = await collect(optimizer, [0, 0], grad);
    expect(await collect(optimizer, [0, 0], grad)).to.deep.equal(first);
  });
});

for (const [id, create] of Object.entries(rules)) {
  describe(`${id}, as every rule here`, () => {
    it('asks GRAD once an iteration, for directions, and arrives without a further question', async () => {
      const purposes: string[] = [];
      const points = await collect(create({ iterations: 3 }), [0], (_theta, request) => {
        purposes.push(readGradRequest(request).purpose);
        return Promise.resolve({ gradient: Float64Array.of(2), steps: 1, averageReward: 0, fisher });
      });
      expect(purposes).to.deep.equal(['direction', 'direction', 'direction']);
      expect(points.map(({ kind }) => kind)).to.deep.equal(Array<string>(4).fill('iterate'));
      expect(points.map(({ estimate }) => estimate?.gradient[0])).to.deep.equal([2, 2, 2, undefined]);
      expect(points[1]!.detail).to.include({ iteration: 1, gradientNormSquared: 4 });
      expect(points[3]!.detail).to.have.all.keys('iteration', 'step');
    });

    it('goes the same way to the bit where gradients are multiplied by a power of two', async () => {
      const pathTimes = async (factor: number) => {
        const random = randomStream(3, 'noise');
        const noisy = gradOf(([x = 0, y = 0]) => [
          factor * (1 - x + random.uniform()),
          factor * 1e-9 * (2 - 7 * y), // where Adam's stabilizer counts
        ]);
        return (await collect(create(), [3, -2], noisy)).map(({ theta }) => [...theta]);
      };
      const one = await pathTimes(1);
      for (const factor of [2 ** -40, 2 ** -10, 2 ** 10, 2 ** 40]) {
        expect(await pathTimes(factor), `times ${factor}`).to.deep.equal(one);
      }
    });

    it('asks again while every gradient is zero, and sets out from the first that is not', async () => {
      const gradients = [0, 0, 2].values();
      const points = await collect(
        create({ iterations: 3 }),
        [7],
        gradOf(() => [gradients.next().value!]),
      );
      expect(path(points).slice(0, 3)).to.deep.equal([7, 7, 7]);
      expect(path(points)[3]).to.be.above(7);
    });

    it('names why it ends', async () => {
      const ends = async (chosen: object, ...gradients: number[]) => {
        const rest = gradients.values();
        const grad = gradOf(() => [rest.next().value!]);
        return (await collect(create(chosen), [0], grad)).map(({ ended }) => ended);
      };
      expect(await ends({ epsilon: 1 }, 0.5)).to.deep.equal(['gradient below ε at the start']);
      expect(await ends({ epsilon: 1 }, 2, 0.5)).to.deep.equal([undefined, 'gradient below ε']);
      expect(await ends({ iterations: 1 }, 2)).to.deep.equal([undefined, '1 iterations done']);
      expect((await ends({ iterations: 2 }, 0, 0)).at(-1)).to.equal('each of 2 gradients was zero');
    });

    it('stops without a move where |g|² < ε', async () => {
      const gradients = [3, 1, 0.5].values();
      const points = await collect(
        create({ epsilon: 1 }),
        [0],
        gradOf(() => [gradients.next().value!]),
      );
      expect(points.map(({ detail }) => detail['gradientNormSquared'])).to.deep.equal([9, 1, 0.25]);
    });

    it('goes on through a gradient of zero where ε is 0', async () => {
      const points = await collect(
        create({ iterations: 3 }),
        [7],
        gradOf(() => [0]),
      );
      expect(path(points)).to.deep.equal([7, 7, 7, 7]);
    });

    it('asks nothing of GRAD after an abort and ends quietly', async () => {
      for (const last of [0, 1, 4]) {
        const controller = new AbortController();
        if (last === 0) controller.abort();
        let asked = 0;
        const points = await collect(
          create(),
          [0],
          gradOf(() => {
            if (++asked === last) controller.abort();
            return [1];
          }),
          controller.signal,
        );
        expect([asked, points.length]).to.deep.equal([last, last]);
      }
    });

    it('ends quietly where an abort stops GRAD under way, and lets any other failure through', async () => {
      const controller = new AbortController();
      const reason = new Error('enough');
      const failing =
        (failure: Error): Grad =>
        () => {
          controller.abort(reason);
          return Promise.reject(failure);
        };
      expect(await collect(create(), [0], failing(reason), controller.signal)).to.deep.equal([]);
      const other = new AbortController().signal;
      const failure = await collect(create(), [0], failing(reason), other).catch((error: unknown) => error);
      expect(failure).to.equal(reason);
    });
  });
}

describe('the options of gradient-ascent, adam and natural-gradient', () => {
  it('refuse what makes no sense', () => {
    for (const bad of [
      { step: 0 },
      { longestMove: 0 },
      { decay: -1 },
      { iterations: 0 },
      { epsilon: -1 },
      { beta: 0.9 },
    ]) {
      expect(gradientAscent.options.safeParse(bad).success, JSON.stringify(bad)).to.equal(false);
    }
    for (const bad of [
      { step: -1 },
      { beta1: 1 },
      { beta2: -0.1 },
      { stabilizer: 0 },
      { relativeStabilizer: 0 },
      { step: 0 },
      { decay: 1 },
    ]) {
      expect(adam.options.safeParse(bad).success, JSON.stringify(bad)).to.equal(false);
    }
    for (const bad of [{ step: 0 }, { damping: -1 }, { products: 0 }, { tolerance: 1 }, { decay: 1 }]) {
      expect(naturalGradient.options.safeParse(bad).success, JSON.stringify(bad)).to.equal(false);
    }
  });

  it('refuse to go on from what is no saved ascent', () => {
    for (const create of Object.values(rules))
      for (const none of [undefined, 1, {}])
        expect(() => create().restore!(none)).to.throw(InputError, 'no ascent that was saved');
    const foreign = { ...Object(rules.adam().save!()), rule: 'else' };
    expect(() => rules.adam().restore!(foreign)).to.throw(InputError, 'no ascent that was saved');
  });
});
