import { describeOptimizer } from '@pomdp-gym/conformance';
import { type Fisher, type Grad, InputError, type Iterate } from '@pomdp-gym/contracts';
import { dot, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { conjugateGradients } from './conjugate-gradients.js';
import { naturalGradient } from './natural-gradient.js';

type Matrix = readonly Float64Array[];

const times = (matrix: Matrix, x: Float64Array) => Float64Array.from(matrix, (row) => dot(row, x));

function randomMatrix(size: number, seed: number): Matrix {
  const random = randomStream(seed, 'matrix');
  return Array.from({ length: size }, () =>
    Float64Array.from({ length: size }, () => 2 * random.uniform() - 1),
  );
}

const transposed = (matrix: Matrix): Matrix =>
  matrix.map((_, i) => Float64Array.from(matrix, (row) => row[i]!));

/** M'M + I */
function positive(matrix: Matrix): (x: Float64Array) => Float64Array {
  return (x) => times(transposed(matrix), times(matrix, x)).map((value, k) => value + x[k]!);
}

async function path(chosen: object, start: Float64Array, grad: Grad): Promise<Float64Array[]> {
  const made = naturalGradient.create(naturalGradient.options.parse(chosen));
  const points = [];
  for await (const { theta } of made.ascend(start, grad, new AbortController().signal)) points.push(theta);
  return points;
}

/** A matrix given by its products. */
function matrix(product: (v: Float64Array) => Float64Array, size: number): Fisher {
  const unit = (k: number) => Float64Array.from({ length: size }, (_, j) => Number(j === k));
  return {
    times: product,
    diagonal: () => Float64Array.from({ length: size }, (_, k) => product(unit(k))[k]!),
  };
}

/** Gradient and Fisher matrix of a smooth function of φ with its top at (1, …, 1). */
const landscape = (fisher: (x: Float64Array) => Float64Array) => ({
  gradient: (phi: Float64Array) => phi.map((x, k) => (k + 1) * Math.tanh(1 - x)),
  fisher,
});

const undamped = { damping: 0, noiseDamping: 0 };

describe('conjugate gradients', () => {
  it('solve a positive definite system in as many products as it has unknowns, to rounding', () => {
    for (const size of [1, 2, 5, 12]) {
      const product = positive(randomMatrix(size, size));
      const b = Float64Array.from({ length: size }, (_, k) => k - 1.5);
      const diagonal = matrix(product, size).diagonal();
      const x = conjugateGradients(product, diagonal, b, { products: size + 2, tolerance: 1e-14 });
      product(x).forEach((value, k) => expect(value).to.be.closeTo(b[k]!, 1e-9));
    }
  });

  it('solve a singular system whose right side lies in its range, and stay for a right side of zeros', () => {
    const product = (x: Float64Array) => Float64Array.of(x[0]! - x[1]!, x[1]! - x[0]!);
    const settings = { products: 10, tolerance: 1e-12 };
    const ones = Float64Array.of(1, 1);
    expect([...conjugateGradients(product, ones, Float64Array.of(2, -2), settings)]).to.deep.equal([1, -1]);
    expect([...conjugateGradients(product, ones, new Float64Array(2), settings)]).to.deep.equal([0, 0]);
  });
});

describe('conjugate gradients with rows of very different size', () => {
  it('solve all of them alike: a row that is 1e-12 of another counts as much', () => {
    const weights = [1, 1e-6, 1e-12];
    // Blocks of [2 1; 1 2], one a weight, with the solution (1, -2) each.
    const product = (x: Float64Array) => x.map((_, k) => weights[k >> 1]! * (2 * x[k]! + x[k ^ 1]!));
    const b = Float64Array.from({ length: 6 }, (_, k) => weights[k >> 1]! * (k % 2 === 0 ? 0 : -3));
    const diagonal = Float64Array.from({ length: 6 }, (_, k) => 2 * weights[k >> 1]!);
    // The preconditioned blocks have two eigenvalues, 1/2 and 3/2: two products are enough, to rounding.
    const x = conjugateGradients(product, diagonal, b, { products: 2, tolerance: 1e-15 });
    x.forEach((value, k) => expect(value).to.be.closeTo(k % 2 === 0 ? 1 : -2, 1e-9));
  });
});

describeOptimizer(naturalGradient, { options: { step: 'search' } });

/** An exact GRAD of −½ Σ c_k (θ_k − 1)², with F = diag(c), that counts its calls. */
function counted(c: readonly number[], value = true): { grad: Grad; calls: () => number } {
  let calls = 0;
  const grad: Grad = (theta) => {
    calls++;
    return Promise.resolve({
      gradient: theta.map((x, k) => c[k]! * (1 - x)),
      fisher: matrix((v) => v.map((x, k) => c[k]! * x), c.length),
      steps: 1,
      averageReward: 0,
      ...(value && { value: -theta.reduce((sum, x, k) => sum + (c[k]! * (x - 1) ** 2) / 2, 0), exact: true }),
    });
  };
  return { grad, calls: () => calls };
}

async function points(chosen: object, start: Float64Array, grad: Grad): Promise<Iterate[]> {
  const made = naturalGradient.create(naturalGradient.options.parse({ step: 'search', ...chosen }));
  const found: Iterate[] = [];
  for await (const point of made.ascend(start, grad, new AbortController().signal)) found.push(point);
  return found;
}

describe('natural gradient with a search', () => {
  it('multiplies its step by 1.6 after a rise and halves it after a fall, from the point where it stands', async () => {
    // Along the natural gradient d = 1 − θ the value rises for steps up to 2. The first step is longestMove / |d| = 1.3 / 1.
    const { grad, calls } = counted([1]);
    const found = await points({ ...undamped, longestMove: 1.3, iterations: 4 }, Float64Array.of(0), grad);
    const seen = found.map(({ kind, theta, detail }) => [kind, theta[0], detail['step']]);
    expect(calls()).to.equal(4);
    expect(seen.map(([kind]) => kind)).to.deep.equal(['iterate', 'iterate', 'probe', 'iterate', 'iterate']);
    // 1.3; then 1.3 · 1.6 = 2.08 falls, and half of it rises.
    [0, 1.3, 1.3 - 0.3 * 2.08, 1.3 - 0.3 * 1.04].forEach((theta, i) =>
      expect(found[i]!.theta[0]).to.be.closeTo(theta, 1e-12),
    );
    [0, 1.3, 2.08, 1.04].forEach((step, i) => expect(found[i]!.detail['step']).to.be.closeTo(step, 1e-12));
    expect(found[4]!.theta).to.deep.equal(found[3]!.theta);
    expect(found[4]!.ended).to.equal('4 iterations done');
  });

  it('takes the slope at the trial where there is no exact value', async () => {
    // Beyond the top, at step 1.3, the gradient points back: the step is halved there.
    const { grad } = counted([1], false);
    const found = await points({ ...undamped, longestMove: 1.3, iterations: 3 }, Float64Array.of(0), grad);
    expect(found.map(({ kind }) => kind)).to.deep.equal(['iterate', 'probe', 'iterate', 'iterate']);
    expect(found[2]!.theta[0]).to.be.closeTo(0.65, 1e-12);
  });

  it('takes a shorter step where GRAD is refused at a trial, and goes on', async () => {
    // The value rises for steps up to 2, and GRAD is refused beyond θ = .7: 1.3 and .65 · 1.6 are halved once each.
    const { grad, calls } = counted([1]);
    const refusing: Grad = (theta) =>
      theta[0]! > 0.7 ? grad(theta).then(() => Promise.reject(new InputError('too slow'))) : grad(theta);
    const found = await points(
      { ...undamped, longestMove: 1.3, iterations: 5 },
      Float64Array.of(0),
      refusing,
    );
    const seen = found.map(({ kind, estimate }) => [kind, estimate !== undefined]);
    expect(calls()).to.equal(5);
    expect(seen).to.deep.equal([
      ['iterate', true],
      ['probe', false],
      ['iterate', true],
      ['probe', false],
      ['probe', false],
      ['iterate', false],
    ]);
    // From .65 the direction is .35 long, and the steps 1.04 and .52 lead to 1.014 and .832.
    [0, 1.3, 0.65, 0.65 + 0.35 * 1.04, 0.65 + 0.35 * 0.52, 0.65].forEach((theta, i) =>
      expect(found[i]!.theta[0]).to.be.closeTo(theta, 1e-12),
    );
    expect(found[5]!.ended).to.equal('5 iterations done');
  });

  it('passes on a refusal where it begins, and every error that is no InputError', async () => {
    const failureOf = (grad: Grad) =>
      points({}, Float64Array.of(0), grad).then(
        () => undefined,
        (error: unknown) => error,
      );
    const refused = new InputError('too slow');
    expect(await failureOf(() => Promise.reject(refused))).to.equal(refused);
    const fault = new TypeError('a fault');
    const { grad } = counted([1]);
    expect(await failureOf((theta) => (theta[0] === 0 ? grad(theta) : Promise.reject(fault)))).to.equal(
      fault,
    );
  });

  it('ends where GRAD is refused however short the step is', async () => {
    const { grad } = counted([1]);
    const found = await points({}, Float64Array.of(0), (theta) =>
      theta[0] === 0 ? grad(theta) : Promise.reject(new InputError('too slow')),
    );
    expect(found).to.have.length(42);
    expect(found.at(-1)).to.include({ kind: 'iterate', ended: 'no step along the natural gradient rises' });
  });

  it('moves a row that is met once in 1e9 steps as far as the others', async () => {
    const { grad } = counted([1, 1e-9]);
    const found = await points({ iterations: 60 }, Float64Array.of(-2, -2), grad);
    found.at(-1)!.theta.forEach((x) => expect(x).to.be.closeTo(1, 1e-3));
  });

  it('keeps parameters within the bound, and ends where the gradient is zero or no step rises', async () => {
    const slope: Grad = (theta) =>
      Promise.resolve({
        gradient: Float64Array.of(1),
        fisher: matrix((v) => v.slice(), 1),
        steps: 1,
        averageReward: 0,
        value: theta[0]!,
        exact: true,
      });
    const found = await points({ bound: 5 }, Float64Array.of(0), slope);
    expect(found.at(-1)!.theta[0]).to.equal(5);
    expect(found.at(-1)!.ended).to.equal('no step along the natural gradient rises');
    const top = await points({}, Float64Array.of(1), counted([1]).grad);
    expect(top.map(({ ended }) => ended)).to.deep.equal([undefined, 'the gradient is zero']);
  });
});

describe('natural gradient', () => {
  const stretch = randomMatrix(3, 7).map((row, i) => row.map((value, j) => value + (i === j ? 3 : 0)));

  it('goes the same way however the parameters are mixed, where nothing is damped', async () => {
    // With φ = A θ the gradient in θ is A'g and the Fisher matrix A'FA, so that A θ_k is the path in φ.
    const { gradient, fisher } = landscape(positive(randomMatrix(3, 5)));
    const inPhi: Grad = (phi) =>
      Promise.resolve({ gradient: gradient(phi), fisher: matrix(fisher, 3), steps: 1, averageReward: 0 });
    const inTheta: Grad = (theta) =>
      Promise.resolve({
        gradient: times(transposed(stretch), gradient(times(stretch, theta))),
        fisher: matrix((v) => times(transposed(stretch), fisher(times(stretch, v))), 3),
        steps: 1,
        averageReward: 0,
      });
    const chosen = { ...undamped, tolerance: 1e-13, iterations: 30 };
    const start = Float64Array.of(0.3, -0.2, 0.1);
    const plain = await path(chosen, times(stretch, start), inPhi);
    const mixed = await path(chosen, start, inTheta);
    expect(mixed).to.have.length(31);
    mixed.forEach((theta, i) =>
      times(stretch, theta).forEach((value, k) => expect(value).to.be.closeTo(plain[i]![k]!, 1e-8)),
    );
    const damped = await path({ ...chosen, damping: 1 }, start, inTheta);
    const apart = times(stretch, damped[5]!).map((value, k) => value - plain[5]![k]!);
    expect(Math.hypot(...apart)).to.be.above(0.01);
  });

  it('is the step of Newton where F is the curvature, and moves no farther than longestMove in the metric of F', async () => {
    const curvature = [4, 0.5];
    const grad: Grad = (theta) =>
      Promise.resolve({
        gradient: theta.map((x, k) => curvature[k]! * (k + 1 - x)),
        fisher: matrix((v) => v.map((x, k) => curvature[k]! * x), 2),
        steps: 1,
        averageReward: 0,
      });
    const [, newton] = await path({ step: 1, ...undamped, iterations: 1 }, Float64Array.of(9, -7), grad);
    expect(newton![0]).to.be.closeTo(1, 1e-12);
    expect(newton![1]).to.be.closeTo(2, 1e-12);
    const points = await path({ longestMove: 0.5, ...undamped, iterations: 3 }, Float64Array.of(9, -7), grad);
    const lengths = points.slice(1).map((theta, i) => {
      const moved = theta.map((x, k) => x - points[i]![k]!);
      return Math.sqrt(moved.reduce((sum, x, k) => sum + curvature[k]! * x * x, 0));
    });
    expect(lengths[0]).to.be.closeTo(0.5, 1e-12);
    lengths.slice(1).forEach((length, i) => expect(length).to.be.below(lengths[i]!));
  });

  it('takes steps of one length in the metric of F where they are even, shortened by decay, whatever the size of gradients', async () => {
    // Gradients shrink a thousandfold from step to step; |d|² = d · g in the metric of F.
    const curvature = [4, 0.5];
    let scale = 1;
    const grad: Grad = () => {
      scale /= 1000;
      const estimate = {
        gradient: Float64Array.of(3 * scale, -scale),
        fisher: matrix((v) => v.map((x, k) => curvature[k]! * x), 2),
        steps: 1,
        averageReward: 0,
      };
      return Promise.resolve(estimate);
    };
    const even = { step: 'even', longestMove: 0.5, stepDecay: 1, ...undamped, iterations: 4 };
    const points = await path(even, Float64Array.of(9, -7), grad);
    points.slice(1).forEach((theta, i) => {
      const moved = theta.map((x, k) => x - points[i]![k]!);
      const length = Math.sqrt(moved.reduce((sum, x, k) => sum + curvature[k]! * x * x, 0));
      expect(length).to.be.closeTo(0.5 / (1 + i), 1e-12);
      expect(moved[0]! / moved[1]!).to.be.closeTo(3 / 4 / (-1 / 0.5), 1e-9);
    });
  });

  it('refuses a GRAD without products with the Fisher matrix', async () => {
    const bare: Grad = () => Promise.resolve({ gradient: Float64Array.of(1), steps: 1, averageReward: 0 });
    const failure = await path({}, Float64Array.of(0), bare).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(InputError).with.property('message').that.contains('Fisher matrix');
  });
});
