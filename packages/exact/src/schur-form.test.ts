import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { randomLaw } from './garnet.test.support.js';
import { schurForm } from './schur-form.js';
import { eigenvalues, modulus, secondModulus } from './spectrum.js';

function stochastic(n: number, branching: number, seed: number): Float64Array {
  const random = randomStream(seed, 'stochastic matrix');
  const table = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (const [j, p] of randomLaw(n, branching, random)) table[i * n + j] = p;
  }
  return table;
}

function trace(power: number, table: Float64Array, n: number): number {
  let product = table;
  for (let k = 1; k < power; k++) {
    const next = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let l = 0; l < n; l++)
        for (let j = 0; j < n; j++) next[i * n + j]! += product[i * n + l]! * table[l * n + j]!;
    product = next;
  }
  let sum = 0;
  for (let i = 0; i < n; i++) sum += product[i * n + i]!;
  return sum;
}

describe('schurForm', () => {
  it('has the eigenvalues of a cycle on the unit circle, where shifts without exceptions never converge', () => {
    for (let n = 2; n <= 40; n++) {
      const table = new Float64Array(n * n);
      for (let i = 0; i < n; i++) table[i * n + ((i + 1) % n)] = 1;
      const found = eigenvalues(schurForm(table, n));
      for (let k = 0; k < n; k++) {
        const [real, imaginary] = [Math.cos((2 * Math.PI * k) / n), Math.sin((2 * Math.PI * k) / n)];
        const nearest = Math.min(
          ...found.map((value) => Math.hypot(value.real - real, value.imaginary - imaginary)),
        );
        expect(nearest).below(1e-12);
      }
    }
  });

  // Newton: the power sums of the eigenvalues are the traces of the powers.
  it('has the traces of the powers of 200 random stochastic matrices', () => {
    for (let seed = 0; seed < 200; seed++) {
      const n = 2 + (seed % 9);
      const table = stochastic(n, 1 + (seed % Math.min(n, 3)), seed);
      const found = eigenvalues(schurForm(table, n));
      for (let power = 1; power <= 4; power++) {
        const sum = found.reduce((total, value) => {
          const angle = Math.atan2(value.imaginary, value.real);
          return total + modulus(value) ** power * Math.cos(power * angle);
        }, 0);
        // A defective eigenvalue of order m moves by ε^(1/m), but power sums do not.
        expect(sum).closeTo(trace(power, table, n), 1e-11);
      }
    }
  });

  it('has the same diagonal where only that is wanted', () => {
    for (let seed = 0; seed < 20; seed++) {
      const table = stochastic(9, 3, seed);
      const whole = eigenvalues(schurForm(table, 9));
      eigenvalues(schurForm(table, 9, 'diagonal')).forEach((value, i) => {
        expect(modulus(value)).closeTo(modulus(whole[i]!), 1e-11);
      });
    }
  });

  it('leaves the matrix as it is and an upper triangle behind', () => {
    const table = stochastic(7, 3, 5);
    const before = table.slice();
    const { real, imaginary } = schurForm(table, 7);
    expect(table).to.deep.equal(before);
    for (let i = 0; i < 7; i++)
      for (let j = 0; j < i; j++) expect(Math.hypot(real[i * 7 + j]!, imaginary[i * 7 + j]!)).to.equal(0);
  });
});

describe('secondModulus', () => {
  it('is 1 for a periodic chain, 0 for a single node or one that forgets at once', () => {
    expect(secondModulus(eigenvalues(schurForm(Float64Array.of(0, 1, 1, 0), 2)))).closeTo(1, 1e-15);
    expect(secondModulus(eigenvalues(schurForm(Float64Array.of(1), 1)))).to.equal(0);
    expect(secondModulus(eigenvalues(schurForm(Float64Array.of(0.3, 0.7, 0.3, 0.7), 2)))).closeTo(0, 1e-15);
  });
});
