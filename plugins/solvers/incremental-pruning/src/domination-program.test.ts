import { createRequire } from 'node:module';
import type { Random } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import type { Highs } from 'highs';
import { DominationProgram } from './domination-program.js';
import { VectorSet } from './vector-set.js';

// Its types describe the CommonJS build.
const loadHighs: () => Promise<Highs> = createRequire(import.meta.url)('highs');

describe('DominationProgram', () => {
  let highs: Highs;
  before(async () => {
    highs = await loadHighs();
  });

  /** max d over beliefs b with b · (α − φ) ≥ d for all φ, by the library. */
  function byLibrary(alpha: readonly number[], set: readonly (readonly number[])[]): number {
    const terms = (weights: readonly number[]) =>
      weights.map((weight, s) => `${weight < 0 ? '-' : '+'} ${Math.abs(weight)} b${s}`).join(' ');
    const rows = set.map((phi, i) => ` r${i}: ${terms(alpha.map((a, s) => a - phi[s]!))} - d >= 0`);
    const sum = ` sum: ${terms(alpha.map(() => 1))} = 1`;
    const program = ['Maximize', ' gain: d', 'Subject To', ...rows, sum, 'Bounds', ' d free', 'End'].join(
      '\n',
    );
    const { Status, ObjectiveValue } = highs.solve(program, { output_flag: false });
    expect(Status).to.equal('Optimal');
    return ObjectiveValue;
  }

  it('agrees with HiGHS on random sets, and its two bounds with each other', () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = randomStream(seed, 'programs');
      const size = 1 + (seed % 7);
      const vectors = randomVectors(random, size, 1 + Math.floor(random.uniform() * 40), seed % 3 === 0);
      const [alpha, ...others] = [randomVectors(random, size, 1, false)[0]!, ...vectors];
      const { lower, upper } = solved(alpha, others);
      // HiGHS stops at residuals of 1e-7; the numbers are of order 1.
      const expected = byLibrary(alpha, others);
      expect(lower, `seed ${seed}`).to.be.closeTo(expected, 1e-6);
      expect(upper, `seed ${seed}`).to.be.closeTo(expected, 1e-6);
      expect(upper - lower, `seed ${seed}`).to.be.within(-1e-12, 1e-12);
    }
  });

  it('agrees with HiGHS where everything ties: whole numbers, copies, and the vector itself among them', () => {
    for (let seed = 0; seed < 40; seed++) {
      const random = randomStream(seed, 'ties');
      const size = 2 + (seed % 4);
      const some = Array.from({ length: 12 }, () =>
        Array.from({ length: size }, () => Math.floor(3 * random.uniform())),
      );
      const alpha = some[0]!;
      const others = seed % 2 === 0 ? [...some, ...some] : some.slice(1);
      const expected = byLibrary(alpha, others);
      const { lower, upper } = solved(alpha, others);
      expect(lower, `seed ${seed}`).to.be.closeTo(expected, 1e-6);
      expect(upper, `seed ${seed}`).to.be.closeTo(expected, 1e-6);
    }
  });

  it('stands by its bounds: one at a belief, the other no less than the best of a thousand beliefs', () => {
    const random = randomStream(1, 'bounds');
    const others = randomVectors(random, 4, 30, false);
    const alpha = randomVectors(random, 4, 1, false)[0]!;
    const { program, lower, upper } = solved(alpha, others);
    const gain = (belief: readonly number[]) =>
      Math.min(...others.map((phi) => belief.reduce((sum, b, s) => sum + b * (alpha[s]! - phi[s]!), 0)));
    expect(gain([...program.belief])).to.be.closeTo(lower, 1e-12);
    for (let i = 0; i < 1000; i++) {
      const weights = Array.from({ length: 4 }, () => -Math.log(1 - random.uniform()));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      expect(gain(weights.map((weight) => weight / total))).to.be.at.most(upper + 1e-12);
    }
  });

  it('stops early: above what is accepted, or at most what is rejected', () => {
    const others = [
      [0, 0],
      [1, -1],
    ];
    // The optimum is 2, at the belief (0, 1).
    const accepted = solved([1, 2], others, 0.5, 0.5);
    expect(accepted.lower).to.be.within(0.5, 2);
    const rejected = solved([1, 2], others, 5, 5);
    expect(rejected.upper).to.be.within(2 - 1e-12, 5);
  });

  function solved(
    alpha: readonly number[],
    others: readonly (readonly number[])[],
    accept?: number,
    reject?: number,
  ) {
    const program = new DominationProgram(alpha.length);
    program.solve(setOf([alpha]), 0, setOf(others), accept, reject);
    return { program, lower: program.lower, upper: program.upper };
  }
});

function setOf(vectors: readonly (readonly number[])[]): VectorSet {
  const set = new VectorSet(vectors[0]!.length);
  for (const vector of vectors) {
    const at = set.push(0) * set.size;
    set.values.set(vector, at);
  }
  return set;
}

/** Vectors that all matter (tangents of a paraboloid), or any. */
function randomVectors(random: Random, size: number, count: number, tangent: boolean): number[][] {
  return Array.from({ length: count }, () => {
    const point = Array.from({ length: size }, () => random.uniform());
    const square = point.reduce((sum, x) => sum + x * x, 0);
    return tangent ? point.map((x) => 2 * x - square) : point.map((x) => 4 * x - 2);
  });
}
