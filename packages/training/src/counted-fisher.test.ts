import type { ParametricPolicy, StepBatch } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { CountedFisher, isCountable } from './counted-fisher.js';
import { FisherMatrix } from './fisher-matrix.js';

const [observations, actions, nodes] = [5, 3, 4];
const parameters = 2 * observations * nodes;

/** A policy whose score is a few numbers of its own for every (y, u, m, m'). */
function scored(remembers: boolean): ParametricPolicy {
  return {
    parameters: new Float64Array(parameters),
    ...(remembers && { memorySpace: { kind: 'discrete', size: nodes } }),
    reset: () => undefined,
    act: () => 0,
    addScore: (batch, row, weight, into) => {
      const [y, u] = [batch.observations.values[row]!, batch.actions.values[row]!];
      const [m, next] = [batch.memory?.before.values[row] ?? 0, batch.memory?.after.values[row] ?? 0];
      const first = y * nodes + m;
      into[first]! += weight * Math.sin(1 + u + 7 * next);
      into[parameters / 2 + first]! += weight * Math.cos(y + 3 * u + 5 * next);
    },
  };
}

/** Random steps. */
function batchOf(seed: number, length: number, remembers: boolean): StepBatch {
  const random = randomStream(seed, 'steps');
  const column = (size: number) => ({
    width: 0,
    values: Int32Array.from({ length }, () => Math.floor(size * random.uniform())),
  });
  return {
    length,
    observations: column(observations),
    actions: column(actions),
    rewards: new Float64Array(length),
    ending: 'none',
    ...(remembers && { memory: { before: column(nodes), after: column(nodes) } }),
  };
}

describe('The counted Fisher matrix', () => {
  for (const remembers of [false, true]) {
    it(`has the products of the dense one, ${remembers ? 'with' : 'without'} a memory`, () => {
      const policy = scored(remembers);
      const counted = new CountedFisher(policy);
      const dense = new FisherMatrix(policy);
      for (const [seed, length] of [
        [1, 700],
        [2, 1],
        [3, 299],
      ] as const) {
        const batch = batchOf(seed, length, remembers);
        counted.update(batch);
        dense.update(batch);
      }
      const v = Float64Array.from({ length: parameters }, (_, k) => Math.sin(k + 1));
      const expected = dense.times(v);
      // Sums of 1,000 numbers below 2, divided by 1,000: rounding is below 1e-12.
      counted.times(v).forEach((value, k) => expect(value).to.be.closeTo(expected[k]!, 1e-12));
      const diagonal = dense.diagonal();
      counted.diagonal().forEach((value, k) => expect(value).to.be.closeTo(diagonal[k]!, 1e-12));
      expect(Math.max(...expected)).to.be.above(0.01);
    });
  }

  it('is for whole numbers only', () => {
    const batch = batchOf(1, 3, true);
    const box = { width: 2, values: new Float64Array(6) };
    expect(isCountable(batch)).to.equal(true);
    expect(isCountable({ ...batch, observations: box })).to.equal(false);
    expect(isCountable({ ...batch, actions: box })).to.equal(false);
    expect(isCountable({ ...batch, memory: { before: box, after: box } })).to.equal(false);
  });
});
