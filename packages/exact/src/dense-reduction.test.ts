import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { LuDecomposition, Matrix } from 'ml-matrix';
import { DenseReduction } from './dense-reduction.js';

const n = 12;
const random = randomStream(1, 'dense reduction');
const rows = Array.from({ length: n }, () => {
  const weights = Array.from({ length: n }, () => random.uniform());
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
});
const vector = Float64Array.from({ length: n }, () => random.uniform() - 0.5);

function system(beta: number): Matrix {
  return new Matrix(rows.map((row, i) => row.map((p, j) => Number(i === j) - beta * p)));
}

function reduction(beta: number): DenseReduction {
  return new DenseReduction(
    Float64Array.from(rows.flat(), (p) => beta * p),
    new Float64Array(n).fill(1 - beta),
  );
}

describe('DenseReduction', () => {
  it('solves I − βP as LU decomposition does, either side', () => {
    const x = reduction(0.9).solve(vector);
    const y = reduction(0.9).solveTransposed(vector);
    const column = Matrix.columnVector(Array.from(vector));
    const expectedX = new LuDecomposition(system(0.9)).solve(column);
    const expectedY = new LuDecomposition(system(0.9).transpose()).solve(column);
    x.forEach((value, i) => expect(value).closeTo(expectedX.get(i, 0), 1e-13));
    y.forEach((value, i) => expect(value).closeTo(expectedY.get(i, 0), 1e-13));
  });

  it('solves the singular I − P, with the pivot at 0, and finds its null vector', () => {
    const null1 = reduction(1).solveTransposed(new Float64Array(n), 1);
    const mass = null1.reduce((sum, value) => sum + value, 0);
    const mean = null1.reduce((sum, value, i) => sum + (value * vector[i]!) / mass, 0);
    const b = vector.map((value) => value - mean);
    const x = reduction(1).solve(b);
    expect(x[0]).to.equal(0);
    const residual = system(1).mmul(Matrix.columnVector(Array.from(x)));
    b.forEach((value, i) => expect(residual.get(i, 0)).closeTo(value, 1e-14));
    const left = Matrix.rowVector(Array.from(null1)).mmul(system(1));
    for (let j = 0; j < n; j++) expect(left.get(0, j)).closeTo(0, 1e-14);
  });

  // Two blocks joined by ε: π by elimination with subtractions would lose about ten digits.
  it('keeps every digit of a chain that almost falls apart', () => {
    const e = 1e-12;
    const table = Float64Array.of(
      0.5,
      0.5 - e,
      e,
      0,
      0.5,
      0.5,
      0,
      0,
      3 * e,
      0,
      0.5,
      0.5 - 3 * e,
      0,
      0,
      0.5,
      0.5,
    );
    const y = new DenseReduction(table, new Float64Array(4)).solveTransposed(new Float64Array(4), 1);
    // Flow across: π₀ ε = π₂ 3ε, so π₂ = π₀ / 3; within a block π₁ (.5) = π₀ (.5 − ε), π₃ (.5) = π₂ (.5 − 3ε).
    [1, 1 - 2 * e, 1 / 3, (1 - 6 * e) / 3].forEach((p, i) => expect(y[i]! / p).closeTo(1, 4e-16));
  });
});
