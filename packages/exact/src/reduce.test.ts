import { InputError } from '@pomdp-gym/contracts';
import { randomStream, sparseRows } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { DenseReduction } from './dense-reduction.js';
import { randomLaw } from './garnet.test.support.js';
import { reduce } from './reduce.js';

/** A walk on a ring of n nodes with a few shortcuts: long, and sparse to eliminate. */
function ring(n: number, shortcuts: number, seed: number) {
  const random = randomStream(seed, 'ring');
  return sparseRows(n, n, (x) => {
    const row: [number, number][] = [
      [(x + 1) % n, 0.5],
      [(x + n - 1) % n, 0.3],
    ];
    if (x < shortcuts) for (const [j, p] of randomLaw(n, 2, random)) row.push([j, 0.2 * p]);
    else row.push([x, 0.2]);
    return row;
  });
}

function dense(rows: ReturnType<typeof ring>, factor: number): DenseReduction {
  const n = rows.rows;
  const table = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = rows.offsets[i]!; k < rows.offsets[i + 1]!; k++)
      table[i * n + rows.indices[k]!] = factor * rows.values[k]!;
  }
  return new DenseReduction(table, new Float64Array(n).fill(1 - factor));
}

describe('reduce', () => {
  for (const n of [2, 5, 40, 150]) {
    for (const factor of [0.9, 1]) {
      it(`agrees with the dense elimination: ${n} nodes, factor ${factor}`, () => {
        const rows = ring(n, Math.ceil(n / 5), n);
        const nodes = Int32Array.from({ length: n }, (_, i) => i);
        const sparse = reduce(rows, nodes, factor, new Float64Array(n).fill(1 - factor));
        const whole = dense(rows, factor);
        const law = sparse.solveTransposed(new Float64Array(n), 1);
        const random = randomStream(n, 'right');
        const b = Float64Array.from({ length: n }, () => random.uniform());
        if (factor === 1) {
          const total = law.reduce((sum, mass) => sum + mass, 0);
          const mean = law.reduce((sum, mass, i) => sum + (mass / total) * b[i]!, 0);
          b.forEach((value, i) => (b[i] = value - mean));
        }
        const scale = n * n; // the values grow with the mixing time of the ring, about n²
        whole.solve(b).forEach((value, i) => expect(sparse.solve(b)[i]).closeTo(value, 1e-13 * scale));
        whole
          .solveTransposed(b, 2)
          .forEach((value, i) => expect(sparse.solveTransposed(b, 2)[i]).closeTo(value, 1e-13 * scale));
      });
    }
  }

  it('takes a ring of 50,000 nodes', () => {
    const n = 50_000;
    const rows = ring(n, 0, 1);
    const law = reduce(
      rows,
      Int32Array.from({ length: n }, (_, i) => i),
      1,
      new Float64Array(n),
    ).solveTransposed(new Float64Array(n), 1);
    for (let x = 0; x < n; x += 1000) expect(law[x]).closeTo(1, 1e-9); // uniform, by symmetry
  });

  it('refuses what hangs together too closely, with the sizes', () => {
    const random = randomStream(3, 'close');
    const rows = sparseRows(200, 200, () => randomLaw(200, 4, random));
    const nodes = Int32Array.from({ length: 200 }, (_, i) => i);
    expect(() => reduce(rows, nodes, 1, new Float64Array(200), 50)).to.throw(
      InputError,
      /200 nodes, \d+ of which hang together too closely .*; 50 are the most/,
    );
  });
});
