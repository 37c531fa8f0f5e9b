import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { randomLaw } from './garnet.test.support.js';
import { mixingTime, mixingTimeBound } from './mixing-time.js';
import { schurForm } from './schur-form.js';
import { eigenvalues, secondModulus } from './spectrum.js';

const twoStates = (a: number, b: number) => Float64Array.of(1 - a, a, b, 1 - b);

/** t by steps of one, and π by many. */
function byStepping(table: Float64Array, n: number): { steps: number; law: Float64Array } {
  const step = (power: Float64Array) => {
    const result = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let k = 0; k < n; k++)
        for (let j = 0; j < n; j++) result[i * n + j]! += power[i * n + k]! * table[k * n + j]!;
    return result;
  };
  let power = table;
  for (let t = 0; t < 3000; t++) power = step(power);
  const law = power.slice(0, n);
  const distance = (rows: Float64Array) =>
    Math.max(
      ...Array.from(
        { length: n },
        (_, x) => law.reduce((sum, p, y) => sum + Math.abs(rows[x * n + y]! - p), 0) / 2,
      ),
    );
  let steps = 1;
  for (power = table; distance(power) > 0.25; power = step(power)) steps++;
  return { steps, law };
}

describe('mixingTime', () => {
  it('has the closed form of two states: max(π) |1 − a − b|^t ≤ 1/4', () => {
    for (const [a, b] of [
      [0.1, 0.2],
      [0.01, 0.03],
      [1e-6, 2e-6],
      [0.9, 0.8],
    ] as const) {
      const law = Float64Array.of(b / (a + b), a / (a + b));
      const expected = Math.ceil(Math.log(0.25 / Math.max(...law)) / Math.log(Math.abs(1 - a - b)));
      expect(mixingTime(twoStates(a, b), law)).to.deep.equal({ steps: expected, kind: 'exact' });
    }
  });

  it('keeps its digits through forty squarings of a chain that mixes in 4·10¹¹ steps', () => {
    const [a, b] = [2 ** -40, 2 ** -39]; // 1 − a and 1 − b are exact
    const expected = Math.log(0.25 / (2 / 3)) / Math.log1p(-a - b);
    const { steps } = mixingTime(twoStates(a, b), Float64Array.of(2 / 3, 1 / 3));
    // Forty products, each of them right to a few roundings.
    expect(steps / expected).closeTo(1, 1e-11);
  });

  it('keeps its digits where entries are rounded: rows are scaled to one after each squaring', () => {
    const [a, b] = [3e-12, 1e-12]; // 1 − a and 1 − b are not exact
    const expected = Math.log(0.25 / 0.75) / Math.log1p(-a - b);
    const { steps } = mixingTime(twoStates(a, b), Float64Array.of(0.25, 0.75));
    // A row off by 1e-16 is off by 2^38 times as much after 38 squarings, 3e-5, unless it is scaled.
    expect(steps / expected).closeTo(1, 1e-9);
  });

  it('is 0 for a single node, 1 for one that forgets at once', () => {
    expect(mixingTime(Float64Array.of(1), Float64Array.of(1)).steps).to.equal(0);
    expect(mixingTime(twoStates(0.5, 0.5), Float64Array.of(0.5, 0.5)).steps).to.equal(1);
  });

  it('is more than 2^50 steps for a chain that takes 6·10¹⁵, and not a statement about its period', () => {
    const found = mixingTime(twoStates(2 ** -54, 2 ** -53), Float64Array.of(2 / 3, 1 / 3));
    expect(found).to.deep.equal({ steps: 2 ** 50 + 1, kind: 'lower bound' });
  });

  it('is bounded where |λ₂| is 1 but for rounding: by ln 2 · 10¹² steps', () => {
    for (const modulus of [1 - 2 ** -53, 1, 1 + 2 ** -52]) {
      const { steps, kind } = mixingTimeBound(modulus);
      expect(kind).to.equal('lower bound');
      expect(steps / (Math.LN2 * 1e12)).closeTo(1, 1e-3); // 1 − 1e-12 has four digits
    }
  });

  it('agrees with stepping on 60 random chains, and is never below the bound of |λ₂|', () => {
    for (let seed = 0; seed < 60; seed++) {
      const n = 3 + (seed % 6);
      const random = randomStream(seed, 'mixing');
      const table = new Float64Array(n * n);
      for (let i = 0; i < n; i++) {
        table[i * n + i]! += 0.05;
        table[i * n + ((i + 1) % n)]! += 0.05; // irreducible, aperiodic
        for (const [j, p] of randomLaw(n, 2, random)) table[i * n + j]! += 0.9 * p;
      }
      const { steps, law } = byStepping(table, n);
      expect(mixingTime(table, law).steps).to.equal(steps);
      const bound = mixingTimeBound(secondModulus(eigenvalues(schurForm(table, n))));
      expect(bound.kind).to.equal('lower bound');
      expect(bound.steps).most(steps);
    }
  });
});
