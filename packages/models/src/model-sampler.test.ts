import type { FiniteModel } from '@pomdp-gym/contracts';
import { type AliasRows, randomStream, sparseRows } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { finiteModel } from './finite-model.js';
import { JointOutcomes } from './joint-outcomes.js';
import { ModelSampler } from './model-sampler.js';
import { StagedOutcomes } from './staged-outcomes.js';

/** The probability of each outcome of a row, from the words that draw it. */
function lawOf({ heads, columns }: AliasRows, row: number): Map<number, number> {
  const [first, k] = [heads[row]! >>> 5, heads[row]! & 31];
  const law = new Map<number, number>();
  const add = (outcome: number, share: number) => law.set(outcome, (law.get(outcome) ?? 0) + share);
  for (let column = first; column < first + 2 ** k; column++) {
    const own = k === 0 ? 2 ** -k : (columns[3 * column]! >>> 0) / 2 ** 32;
    add(columns[3 * column + 2]!, own);
    add(columns[3 * column + 1]!, 2 ** -k - own);
  }
  return law;
}

function randomModel(seed: number): FiniteModel {
  const random = randomStream(seed, 'model');
  const [states, observations] = [7, 5];
  const row = (size: number, most: number) => {
    const weights = Array.from({ length: size }, (_, i) => (i < most ? random.uniform() ** 3 + 1e-6 : 0));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight, i) => [(i + seed) % size, weight / sum] as const).filter(([, p]) => p > 0);
  };
  const pays = Array.from({ length: 40 }, () => Math.round(random.uniform() * 6));
  return finiteModel({
    states,
    actions: 3,
    observations,
    transition: (s, u) => row(states, 1 + ((s + u) % states)),
    observation: (u, next) => row(observations, 1 + ((u + next) % observations)),
    reward: (s, u, next, y) => pays[(s + 3 * u + 5 * next + 7 * y) % pays.length]!,
    start: [[0, 1]],
  });
}

describe('ModelSampler', () => {
  it('scales rows that a file rounds to one: three outcomes of .3333 are drawn alike', () => {
    const rounded = [0, 1, 2].map((next) => [next, 0.3333] as const);
    const model = finiteModel({
      states: 3,
      actions: 1,
      observations: 3,
      transition: () => [[0, 1]],
      observation: () => [[0, 1]],
      reward: () => 0,
      start: [[0, 1]],
    });
    const rows = [sparseRows(3, 3, () => rounded)];
    const start = Float64Array.of(0.3333, 0.3333, 0.3333);
    const rewards = [{ values: new Float64Array(9) }];
    const file = { ...model, transitions: rows, observationTables: rows, rewards, start };
    const { transitions, observations } = new StagedOutcomes(file);
    const { rows: joint } = JointOutcomes.of(file)!;
    for (const [table, outcomes] of [
      [transitions, 3],
      [observations, 3],
      [joint, 9],
    ] as const) {
      const shares = [...lawOf(table, 0).values()];
      expect(shares).to.have.length(outcomes);
      for (const share of shares) expect(share).to.be.closeTo(1 / outcomes, 2 ** -31);
    }
  });

  it("has the law of the model to 2⁻³¹: joint outcomes (s', y, r), each row", () => {
    for (const seed of [1, 2, 3]) {
      const model = randomModel(seed);
      const { rows, rewards, rewardShift, rowShift } = JointOutcomes.of(model)!;
      for (let s = 0; s < model.states; s++) {
        for (let u = 0; u < model.actions; u++) {
          const found = lawOf(rows, s * model.actions + u);
          for (const [next, y, reward, probability] of outcomesOf(model, s, u)) {
            const code = y | (rewards.indexOf(reward) << rewardShift) | ((next * model.actions) << rowShift);
            expect(found.get(code)).to.be.closeTo(probability, 2 ** -31);
            found.delete(code);
          }
          expect([...found.values()].reduce((sum, share) => sum + share, 0)).to.equal(0);
        }
      }
    }
  });

  it('draws in two stages what it draws at once: chi-square of 2·10^4 draws of each row', () => {
    const model = randomModel(4);
    const random = randomStream(4, 'draws');
    const drawn = { state: 0, observation: 0, reward: 0 };
    const n = 20_000;
    for (const tables of [JointOutcomes.of(model)!, new StagedOutcomes(model)]) {
      for (let row = 0; row < model.states * model.actions; row++) {
        const [s, u] = [Math.floor(row / model.actions), row % model.actions];
        const counts = new Map<string, number>();
        for (let i = 0; i < n; i++) {
          tables.draw(row, u, random, drawn);
          const name = `${drawn.state} ${drawn.observation} ${drawn.reward}`;
          counts.set(name, (counts.get(name) ?? 0) + 1);
        }
        let [chiSquare, cells, rest] = [0, 0, 0];
        for (const [next, y, reward, probability] of outcomesOf(model, s, u)) {
          const count = counts.get(`${next} ${y} ${reward}`) ?? 0;
          counts.delete(`${next} ${y} ${reward}`);
          if (n * probability < 5) rest++;
          else {
            chiSquare += (count - n * probability) ** 2 / (n * probability);
            cells++;
          }
        }
        expect([...counts.keys()], 'what the model does not have').to.deep.equal([]);
        expect(rest).to.be.below(36);
        // A chi-square of d ≤ 35 degrees is above d + 2 √(d x) + 2 x with probability at most e^−x (Laurent and Massart 2000):
        // x = 16 for 42 rows makes a false alarm less likely than 5·10^−6.
        expect(chiSquare).to.be.below(cells + 2 * Math.sqrt(16 * cells) + 32);
      }
    }
  });

  it('takes two stages where an outcome is too large for a code of 31 bits', () => {
    const states = 2 ** 16;
    const table = sparseRows(states, states, (s) => [[s, 1]]);
    const model: FiniteModel = {
      ...{ states, actions: 1, observations: states, labels: {} },
      transitions: [table],
      observationTables: [table],
      rewards: [{ values: Float64Array.from({ length: states }, (_, s) => s) }],
      start: Float64Array.from({ length: states }, () => 1 / states),
    };
    const sampler = new ModelSampler(model);
    expect(sampler.outcomes.kind).to.equal('staged');
    const drawn = { state: 0, observation: 0, reward: 0 };
    sampler.draw(40_000, 0, { uint32: () => NaN, uniform: () => NaN }, drawn);
    expect(drawn).to.deep.equal({ state: 40_000, observation: 40_000, reward: 40_000 });
  });
});

/** (s', y, r, probability) of what (s, u) may lead to. */
function* outcomesOf(
  model: FiniteModel,
  state: number,
  action: number,
): Generator<[next: number, observation: number, reward: number, probability: number]> {
  const { offsets, indices, values } = model.transitions[action]!;
  const shown = model.observationTables[action]!;
  const rewards = model.rewards[action]!;
  for (let k = offsets[state]!; k < offsets[state + 1]!; k++) {
    const begin = shown.offsets[indices[k]!]!;
    for (let j = begin; j < shown.offsets[indices[k]! + 1]!; j++) {
      const reward = rewards.offsets ? rewards.values[rewards.offsets[k]! + j - begin]! : rewards.values[k]!;
      yield [indices[k]!, shown.indices[j]!, reward, values[k]! * shown.values[j]!];
    }
  }
}
