import { type Grad, InputError } from '@pomdp-gym/contracts';
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

/** Gradient and Fisher matrix of a smooth function of φ with its top at (1, …, 1). */
const landscape = (fisher: (x: Float64Array) => Float64Array) => ({
  gradient: (phi: Float64Array) => phi.map((x, k) => (k + 1) * Math.tanh(1 - x)),
  fisher,
});

describe('conjugate gradients', () => {
  it('solve a positive definite system in as many products as it has unknowns, to rounding', () => {
    for (const size of [1, 2, 5, 12]) {
      const product = positive(randomMatrix(size, size));
      const b = Float64Array.from({ length: size }, (_, k) => k - 1.5);
      const x = conjugateGradients(product, b, { products: size + 2, tolerance: 1e-14 });
      product(x).forEach((value, k) => expect(value).to.be.closeTo(b[k]!, 1e-9));
    }
  });

  it('solve a singular system whose right side lies in its range, and stay for a right side of zeros', () => {
    const product = (x: Float64Array) => Float64Array.of(x[0]! - x[1]!, x[1]! - x[0]!);
    const settings = { products: 10, tolerance: 1e-12 };
    expect([...conjugateGradients(product, Float64Array.of(2, -2), settings)]).to.deep.equal([1, -1]);
    expect([...conjugateGradients(product, new Float64Array(2), settings)]).to.deep.equal([0, 0]);
  });
});

describe('natural gradient', () => {
  const stretch = randomMatrix(3, 7).map((row, i) => row.map((value, j) => value + (i === j ? 3 : 0)));

  it('goes the same way however the parameters are mixed, where nothing is damped', async () => {
    // With φ = A θ the gradient in θ is A'g and the Fisher matrix A'FA, so that A θ_k is the path in φ.
    const { gradient, fisher } = landscape(positive(randomMatrix(3, 5)));
    const inPhi: Grad = (phi) =>
      Promise.resolve({ gradient: gradient(phi), fisher, steps: 1, averageReward: 0 });
    const inTheta: Grad = (theta) =>
      Promise.resolve({
        gradient: times(transposed(stretch), gradient(times(stretch, theta))),
        fisher: (v) => times(transposed(stretch), fisher(times(stretch, v))),
        steps: 1,
        averageReward: 0,
      });
    const chosen = { damping: 0, tolerance: 1e-13, iterations: 30 };
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
        fisher: (v) => v.map((x, k) => curvature[k]! * x),
        steps: 1,
        averageReward: 0,
      });
    const [, newton] = await path({ step: 1, damping: 0, iterations: 1 }, Float64Array.of(9, -7), grad);
    expect(newton![0]).to.be.closeTo(1, 1e-12);
    expect(newton![1]).to.be.closeTo(2, 1e-12);
    const points = await path({ longestMove: 0.5, damping: 0, iterations: 3 }, Float64Array.of(9, -7), grad);
    const lengths = points.slice(1).map((theta, i) => {
      const moved = theta.map((x, k) => x - points[i]![k]!);
      return Math.sqrt(moved.reduce((sum, x, k) => sum + curvature[k]! * x * x, 0));
    });
    expect(lengths[0]).to.be.closeTo(0.5, 1e-12);
    lengths.slice(1).forEach((length, i) => expect(length).to.be.below(lengths[i]!));
  });

  it('refuses a GRAD without products with the Fisher matrix', async () => {
    const bare: Grad = () => Promise.resolve({ gradient: Float64Array.of(1), steps: 1, averageReward: 0 });
    const failure = await path({}, Float64Array.of(0), bare).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(InputError).with.property('message').that.contains('Fisher matrix');
  });
});
