import { memoryless } from '@pomdp-gym/contracts';
import { deterministicController, finiteModel } from '@pomdp-gym/models';
import { expect } from 'chai';
import { discountedValue } from './discounted-value.js';
import { PolicyAnalysis } from './policy-analysis.js';

const [LISTEN, OPEN_LEFT, OPEN_RIGHT] = [0, 1, 2];
const [NOTHING_YET] = [2];

/** Kaelbling, Littman and Cassandra's tiger (1998): states and sounds are left 0 and right 1; ears are right with .85. */
const tiger = finiteModel({
  states: 2,
  actions: 3,
  observations: 2,
  transition: (s, u) =>
    u === LISTEN
      ? [[s, 1]]
      : [
          [0, 0.5],
          [1, 0.5],
        ],
  observation: (u, s) =>
    u === LISTEN
      ? [
          [s, 0.85],
          [1 - s, 0.15],
        ]
      : [
          [0, 0.5],
          [1, 0.5],
        ],
  reward: (s, u) => (u === LISTEN ? -1 : (u === OPEN_LEFT) === (s === 0) ? -100 : 10),
  start: [
    [0, 0.5],
    [1, 0.5],
  ],
  discount: 0.95,
});

// Nodes: 0 knows nothing, 1 and 2 heard the tiger once more on the left, on the right; 3 and 4 have just opened.
const HEARD = [
  [1, 2],
  [3, 0],
  [0, 4],
];
const ACTION = [LISTEN, LISTEN, LISTEN, OPEN_RIGHT, OPEN_LEFT];
const next = (node: number, sound: number) => (sound === NOTHING_YET ? 0 : (HEARD[node]?.[sound] ?? 0));

/** Open once one side was heard twice more often than the other. */
const listenTwice = deterministicController({
  nodes: 5,
  observations: 3,
  actions: 3,
  start: 0,
  action: (node, sound) => ACTION[next(node, sound)]!,
  successor: next,
});

describe('Tiger, and policies with memory', () => {
  it('the optimal controller of five nodes is worth 19.3714 at γ = .95 and 1.0838 a step', () => {
    const value = discountedValue(tiger, listenTwice, 0.95);
    expect(value).closeTo(19.3714, 5.1e-5);
    // V = −1 − γ + γ² (.745 (R + γV) + .255 V), where .745 R = .7225 · 10 − .0225 · 100.
    const [g, alike] = [0.95, 0.745];
    const earned = -1 - g + g ** 2 * (7.225 - 2.25);
    expect(value).closeTo(earned / (1 - g ** 3 * alike - g ** 2 * (1 - alike)), 1e-12);
    expect(new PolicyAnalysis(tiger, listenTwice).averageReward).closeTo(1.0838, 5.1e-5);
  });

  it('earns what the renewal argument says', () => {
    // From knowing nothing: two sounds alike (.745) end the listening, two unlike begin it again, so 2/.745 sounds and
    // one door a cycle; the door is right with .7225/.745.
    const alike = 0.85 ** 2 + 0.15 ** 2;
    const right = 0.85 ** 2 / alike;
    const listens = 2 / alike;
    const expected = (-listens + 10 * right - 100 * (1 - right)) / (listens + 1);
    expect(new PolicyAnalysis(tiger, listenTwice).averageReward).closeTo(expected, 1e-13);
  });

  it('to listen for ever is worth −1/(1 − γ)', () => {
    const table = { observations: 3, actions: 3, probabilities: Float64Array.of(1, 0, 0, 1, 0, 0, 1, 0, 0) };
    // The tiger never moves while one listens, so the long run has two classes, but the discounted value is one.
    expect(discountedValue(tiger, memoryless(table), 0.95)).closeTo(-20, 1e-12);
    expect(() => PolicyAnalysis.ofTable(tiger, table)).to.throw('2 recurrent classes');
  });

  it('a memory that is never used changes nothing', () => {
    const probabilities = Float64Array.of(0.6, 0.3, 0.1, 0.8, 0.1, 0.1, 0.2, 0.4, 0.4);
    const twice = {
      nodes: 2,
      observations: 3,
      actions: 3,
      start: Float64Array.of(0.3, 0.7),
      actionProbabilities: Float64Array.of(...probabilities, ...probabilities),
      successorProbabilities: Float64Array.from({ length: 36 }, (_, i) => (i % 2 === 0 ? 0.4 : 0.6)),
    };
    const plain = { observations: 3, actions: 3, probabilities };
    const [one, two] = [PolicyAnalysis.ofTable(tiger, plain), new PolicyAnalysis(tiger, twice)];
    expect(two.chain.size).to.equal(2 * one.chain.size);
    expect(two.averageReward).closeTo(one.averageReward, 1e-14);
    expect(discountedValue(tiger, twice, 0.9)).closeTo(discountedValue(tiger, memoryless(plain), 0.9), 1e-13);
  });
});

describe('discountedValue', () => {
  /** Goes on with probability .8, paying 1 each step. */
  const geometric = (ends: boolean) =>
    finiteModel({
      states: 2,
      actions: 1,
      observations: 1,
      transition: () => [
        [0, 0.8],
        [1, 0.2],
      ],
      observation: () => [[0, 1]],
      initialObservation: () => [[0, 1]],
      reward: () => 1,
      start: [[0, 1]],
      ...(ends && { terminal: (s: number) => s === 1 }),
    });
  const only = memoryless({ observations: 1, actions: 1, probabilities: Float64Array.of(1) });

  it('ends with the episode: Σ (.8γ)^t, and the length of the episode at γ = 1', () => {
    expect(discountedValue(geometric(true), only, 0.5)).closeTo(1 / (1 - 0.4), 1e-15);
    expect(discountedValue(geometric(true), only, 1)).closeTo(5, 1e-14);
  });

  it('refuses γ = 1 where nothing ends, and what is no discount', () => {
    expect(() => discountedValue(geometric(false), only, 1)).to.throw(RangeError, 'episodes that end');
    for (const gamma of [-0.1, 1.1, NaN])
      expect(() => discountedValue(geometric(true), only, gamma)).to.throw(RangeError);
  });
});
