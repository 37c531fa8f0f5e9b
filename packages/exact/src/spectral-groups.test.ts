import { Matrix, solve } from 'ml-matrix';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { SpectralGroups } from './spectral-groups.js';

/** S D S⁻¹ with S well conditioned: D and I plus a little. */
function similar(d: Matrix, seed: number): Float64Array {
  const n = d.rows;
  const random = randomStream(seed, 'similarity');
  const s = Matrix.eye(n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) s.set(i, j, s.get(i, j) + 0.3 * (random.uniform() - 0.5));
  return Float64Array.from(
    s
      .mmul(d)
      .mmul(solve(s, Matrix.eye(n)))
      .to1DArray(),
  );
}

function direct(matrix: Float64Array, n: number, b: Float64Array, factor: number): number[] {
  const system = Matrix.eye(n).sub(Matrix.from1DArray(n, n, matrix).mul(factor));
  return solve(system, Matrix.columnVector(b)).to1DArray();
}

const b = Float64Array.from({ length: 6 }, (_, i) => 1 + ((7 * i) % 5));
const jordan = (lambda: number) => {
  const d = Matrix.diag([0.9, lambda, lambda, lambda, -0.5, 0.3]);
  d.set(1, 2, 1);
  d.set(2, 3, 1);
  return d;
};

describe('SpectralGroups', () => {
  it('sums to the resolvent, and each group stays in its own subspace', () => {
    const d = Matrix.diag([0.9, 0.6, 0.6, -0.8, 0.2, 0.1]);
    d.set(1, 2, 0.3);
    d.set(2, 1, -0.3); // the pair .6 ± .3 i
    const matrix = similar(d, 1);
    const groups = new SpectralGroups(matrix, 6);
    expect(groups.count).equal(5);
    expect(
      groups.eigenvalues(2).map(({ real, imaginary }) => [real.toFixed(9), Math.abs(imaginary).toFixed(9)]),
    ).deep.equal([
      ['0.600000000', '0.300000000'],
      ['0.600000000', '0.300000000'],
    ]);
    const found = groups.resolvents(b, 0.95);
    const whole = direct(matrix, 6, b, 0.95);
    whole.forEach((value, i) => {
      const sum = found.reduce((total, part) => total + part[i]!, 0);
      expect(sum / value).closeTo(1, 1e-12);
    });
    // Projectors: taking a part apart again leaves that part alone. κ of S is below 10.
    const [first, second] = groups.resolvents(b, 0);
    groups.resolvents(first!, 0).forEach((part, g) => {
      part.forEach((value, i) => expect(value).closeTo(g === 0 ? first![i]! : 0, 1e-12));
    });
    expect(second!.some((value) => Math.abs(value) > 0.01)).equal(true);
  });

  it('keeps the three equal eigenvalues of a defective matrix together, at 0 and elsewhere', () => {
    for (const lambda of [0, 0.6]) {
      const matrix = similar(jordan(lambda), 2);
      const groups = new SpectralGroups(matrix, 6);
      const sizes = Array.from({ length: groups.count }, (_, g) => groups.eigenvalues(g).length);
      expect(sizes.reduce((total, size) => total + size, 0)).equal(6);
      expect(sizes).include(3);
      const found = groups.resolvents(b, 0.95);
      direct(matrix, 6, b, 0.95).forEach((value, i) => {
        const sum = found.reduce((total, part) => total + part[i]!, 0);
        expect(sum / value).closeTo(1, 1e-11);
      });
    }
  });

  it('takes a matrix of one entry, and zeros', () => {
    expect([...new SpectralGroups(Float64Array.of(0.5), 1).resolvents(Float64Array.of(3), 1)[0]!]).deep.equal(
      [6],
    );
    expect(new SpectralGroups(new Float64Array(9), 3).count).equal(1);
  });
});
