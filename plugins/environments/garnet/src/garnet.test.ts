import type { FiniteModel, SparseRows } from '@pomdp-gym/contracts';
import { describeEnvironment } from '@pomdp-gym/conformance';
import { frameText } from '@pomdp-gym/models';
import { entryAt } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { garnet } from './garnet.js';
import { garnetFrame } from './garnet-frame.js';
import { garnetModel } from './garnet-model.js';

describeEnvironment(garnet);
describe('aliased, noisy and mixing', () =>
  describeEnvironment(garnet, {
    options: { observations: 3, observationNoise: 0.2, laziness: 0.3, teleport: 0.1 },
  }));

const make = (options: Record<string, unknown> = {}): FiniteModel =>
  garnetModel(garnet.options.parse(options));

const rowOf = ({ offsets, indices }: SparseRows, row: number) => [
  ...indices.subarray(offsets[row], offsets[row + 1]),
];

const observe = (model: FiniteModel, state: number) => rowOf(model.initialObservationTable!, state);

/** y' P for a table P. */
function times(y: Float64Array, { offsets, indices, values }: SparseRows): Float64Array {
  const product = new Float64Array(y.length);
  y.forEach((mass, row) => {
    for (let k = offsets[row]!; k < offsets[row + 1]!; k++) product[indices[k]!]! += mass * values[k]!;
  });
  return product;
}

const total = (vector: Float64Array) => vector.reduce((sum, value) => sum + value, 0);

describe('Garnet', () => {
  it('has exactly b different successors for every state and action', () => {
    for (const branching of [2, 3, 7]) {
      const model = make({ states: 12, actions: 3, branching });
      for (const table of model.transitions) {
        for (let state = 0; state < 12; state++) expect(rowOf(table, state).length).to.equal(branching);
      }
    }
  });

  // Whatever the policy, every state is on a cycle through all that each action can follow, and state 0 has a loop.
  it('has one recurrent class and no period under every policy', () => {
    for (let layoutSeed = 0; layoutSeed < 30; layoutSeed++) {
      const { states, transitions } = make({ states: 15, actions: 4, branching: 2, layoutSeed });
      const common = (state: number) =>
        transitions
          .map((table) => rowOf(table, state))
          .reduce((shared, row) => shared.filter((next) => row.includes(next)));
      expect(common(0)).to.include(0);
      const reached = new Set([0]);
      for (const state of reached) for (const next of common(state)) reached.add(next);
      expect(reached.size).to.equal(states);
      for (let state = 0; state < states; state++) {
        const back = new Set([state]);
        for (const from of back) for (const next of common(from)) back.add(next);
        expect(back.has(0)).to.equal(true);
      }
    }
  });

  it('pays a reward that belongs to the state entered', () => {
    const model = make();
    const reward = new Map<number, number>();
    model.transitions.forEach(({ indices }, action) =>
      indices.forEach((next, k) => {
        const value = model.rewards[action]!.values[k]!;
        expect(reward.get(next) ?? value).to.equal(value);
        reward.set(next, value);
      }),
    );
    expect(new Set(reward.values()).size).to.equal(model.states);
  });

  it('draws rewards that are standard normal', () => {
    const model = make({ states: 4000, actions: 1, branching: 2, observations: 1 });
    const rewards = new Float64Array(4000);
    model.transitions[0]!.indices.forEach((next, k) => (rewards[next] = model.rewards[0]!.values[k]!));
    const mean = total(rewards) / 4000;
    const variance = rewards.reduce((sum, reward) => sum + (reward - mean) ** 2, 0) / 3999;
    // Four standard errors, 1/√4000 and √(2/4000): false alarms about once in 8,000 seeds, and the seed is fixed.
    expect(Math.abs(mean)).to.be.below(4 / Math.sqrt(4000));
    expect(Math.abs(variance - 1)).to.be.below(4 * Math.sqrt(2 / 4000));
  });

  it('deals the states to the observations evenly', () => {
    const model = make({ states: 11, observations: 4 });
    const sizes = [0, 0, 0, 0];
    for (let state = 0; state < 11; state++) {
      const [own, ...others] = observe(model, state);
      expect(others).to.deep.equal([]);
      sizes[own!]!++;
    }
    expect(sizes.sort()).to.deep.equal([2, 3, 3, 3]);
  });

  it('tells states apart where there are as many observations', () => {
    const model = make({ states: 9, observations: 9 });
    const seen = Array.from({ length: 9 }, (_, state) => observe(model, state)[0]);
    expect(new Set(seen).size).to.equal(9);
  });

  it('draws an observation evenly as often as its noise says', () => {
    const clear = make();
    const noisy = make({ observationNoise: 0.2 });
    for (let state = 0; state < 10; state++) {
      const [own] = observe(clear, state);
      for (let y = 0; y < 5; y++) {
        const expected = 0.2 / 5 + (y === own ? 0.8 : 0);
        expect(entryAt(noisy.observationTables[1]!, state, y)).to.be.closeTo(expected, 1e-15);
      }
    }
  });

  it('teleports and idles as instructed, and leaves the rest as it was', () => {
    const plain = make();
    const [l, t] = [0.3, 0.1];
    const mixed = make({ laziness: l, teleport: t });
    mixed.transitions.forEach((table, action) => {
      for (let state = 0; state < 10; state++) {
        for (let next = 0; next < 10; next++) {
          const kept = (1 - t) * (1 - l) * entryAt(plain.transitions[action]!, state, next);
          const idle = state === next ? (1 - t) * l : 0;
          const carried = next === 0 ? t : 0;
          expect(entryAt(table, state, next)).to.be.closeTo(kept + idle + carried, 1e-15);
        }
      }
    });
    expect(mixed.observationTables).to.deep.equal(plain.observationTables);
  });

  // A left eigenvector of another eigenvalue than 1 sums to zero; on all vectors that sum to zero P acts as
  // (1 − t)(l I + (1 − l) G), which is the claim about the eigenvalues.
  it('maps eigenvalues λ other than 1 to (1 − t)(l + (1 − l) λ)', () => {
    const [l, t] = [0.25, 0.4];
    const y = Float64Array.from({ length: 10 }, (_, i) => Math.sin(i + 1));
    y[0]! -= total(y);
    const plain = times(y, make().transitions[1]!);
    const mixed = times(y, make({ laziness: l, teleport: t }).transitions[1]!);
    mixed.forEach((value, i) => {
      expect(value).to.be.closeTo((1 - t) * (l * y[i]! + (1 - l) * plain[i]!), 1e-14);
    });
  });

  it('is another model for another layout seed, and the same for the same', () => {
    expect(make({ layoutSeed: 5 })).to.deep.equal(make({ layoutSeed: 5 }));
    expect(make({ layoutSeed: 5 }).transitions).to.not.deep.equal(make({ layoutSeed: 6 }).transitions);
  });

  it('refuses what no model can have', () => {
    const create = (options: Record<string, unknown>) => () => garnet.create(garnet.options.parse(options));
    expect(create({ states: 4, branching: 5, observations: 2 })).to.throw(
      'A Garnet model of 4 states cannot have 5 successors of each (branching): there are at most as many as states.',
    );
    expect(create({ states: 4, observations: 5 })).to.throw('cannot have 5 observations');
    expect(create({ states: 100_000, actions: 100 })).to.throw(
      /100 actions × 3 successors are 30000000 probabilities/,
    );
    const noisy = { states: 10_000, observations: 1000, observationNoise: 0.1 };
    expect(create(noisy)).to.throw(/1000 noisy observations are 20000000 probabilities/);
  });

  it('draws the chain, where it is and where it could go', () => {
    const model = make({ states: 45, actions: 1, branching: 2 });
    const [line, second] = frameText(garnetFrame(model, 0, undefined));
    expect(line?.[0]).to.equal('@');
    expect(`${line}${second}`.length).to.equal(45);
    expect(`${line}${second}`.split('o').length - 1).to.equal(1);
    const step = { action: 0, observation: 2, reward: 0.12345, ending: 'none' } as const;
    expect(garnetFrame(model, 3, step).facts).to.deep.equal({ state: '3', seen: '2', reward: '0.123' });
  });
});
