import { finiteModel } from '@pomdp-gym/models';
import { norm, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { randomModel } from './garnet.test.support.js';
import { GpomdpAnalysis } from './gpomdp-analysis.js';
import { PolicyAnalysis } from './policy-analysis.js';
import { Softmax } from './softmax.test.support.js';
import { threeState, threeStateSoftmax } from './three-state.test.support.js';

/** ‖∇η − factor · ∇_βη‖ / ‖∇η‖ */
function relativeDistance(analysis: PolicyAnalysis, beta: number, factor: number): number {
  const [gradient, limit] = [analysis.gradient(), analysis.discountedGradient(beta)];
  return norm(gradient.map((value, k) => value - factor * limit[k]!)) / norm(gradient);
}

/** Roundings of one part in 2⁵³ each, of numbers no greater than those that are asked for. */
const ROUNDING = 1e-14;

describe('∇_βη as β → 1, where all values but for a bounded part are η/(1 − β)', () => {
  for (const beta of [1 - 1e-9, 1 - 1e-12, 1 - Number.EPSILON]) {
    it(`has the bias λ₃ (1 − β) / (1 − βλ₃) of the three-state problem at β = 1 − ${1 - beta}`, () => {
      const analysis = PolicyAnalysis.ofPolicy(threeState(), threeStateSoftmax([1, 1, -1, -1]));
      const logistic = (x: number) => 1 / (1 + Math.exp(-x));
      const third = 0.6 * (logistic(2) - logistic(10 / 9)); // P(C | C) − P(C | A or B)
      const expected = (third * (1 - beta)) / (1 - beta * third);
      expect(relativeDistance(analysis, beta, 1)).closeTo(expected, ROUNDING / 10);
    });

    it(`is as near to ∇η as the bound says, on 30 random models at β = 1 − ${1 - beta}`, () => {
      for (let seed = 0; seed < 30; seed++) {
        const model = randomModel(
          {
            states: 4 + (seed % 4),
            actions: 2,
            observations: 3,
            branching: 2 + (seed % 2),
            rewardSeen: seed % 3 === 0,
          },
          seed,
        );
        const random = randomStream(seed, 'near one');
        const policy = Softmax.oneHot(
          3,
          2,
          Array.from({ length: 6 }, () => 2 * random.uniform() - 1),
        );
        const analysis = PolicyAnalysis.ofPolicy(model, policy);
        const bound = new GpomdpAnalysis(analysis).biasBound(beta)!;
        expect(relativeDistance(analysis, beta, beta), `seed ${seed}`).most(bound + ROUNDING);
      }
    });
  }
});

/** Two states, seen; action 1 ends the episode with probability δ, once in 10¹² steps. */
const DELTA = 2 ** -40;
const REWARDS = [
  [1, 2],
  [4, 3],
] as const;
/** P(s' | s, u) for s' = 0, 1 and the end. */
const LAWS = [
  [
    [0.75, 0.25, 0],
    [0.25, 0.75 - DELTA, DELTA],
  ],
  [
    [0.5, 0.5, 0],
    [0.5 - DELTA, 0.5, DELTA],
  ],
] as const;
const rareEndings = finiteModel({
  states: 3,
  actions: 2,
  observations: 3,
  transition: (s, u) => Array.from((LAWS[s]?.[u] ?? [0, 0, 1]).entries()),
  observation: (_u, s) => [[s, 1]],
  initialObservation: (s) => [[s, 1]],
  reward: (s, u) => REWARDS[s]?.[u] ?? 0,
  start: [[0, 1]],
  terminal: (s) => s === 2,
});

/** π_s μ(0 | s) μ(1 | s) (Q_β(s, 1) − Q_β(s, 0)) for both states, by Cramer's rule without a cancellation. */
function gradientInClosedForm([p, q]: readonly [p: number, q: number], beta: number): [number, number] {
  const leave = 0.25 * (1 - p) + (0.75 - DELTA) * p;
  const back = 0.5 - q * DELTA;
  const [leak0, leak1] = [1 - beta + beta * p * DELTA, 1 - beta + beta * q * DELTA];
  const [r0, r1] = [1 + p, 4 - q];
  const determinant = leak0 * leak1 + beta * (leak0 * back + leak1 * leave);
  const difference = (r0 * leak1 - r1 * leak0) / determinant; // J₀ − J₁
  const value1 = (r1 * (leak0 + beta * leave) + beta * back * r0) / determinant; // J₁
  const law1 = leave / (leave + 0.5); // an ending in state 1 leads back to 0 as well
  return [
    (1 - law1) * p * (1 - p) * (1 + beta * (-0.5 * difference - DELTA * value1)),
    law1 * q * (1 - q) * (-1 + beta * (-DELTA * difference - DELTA * value1)),
  ];
}

describe('∇_βη where episodes almost never end', () => {
  for (const beta of [0.5, 1 - 2 ** -30, 1 - 2 ** -40, 1 - 2 ** -50]) {
    it(`keeps its digits beside values as long as the episodes, at β = 1 − ${1 - beta}`, () => {
      const policy = Softmax.oneHot(3, 2, [0, 0, 0, 0.4, -0.7, 0]);
      const gradient = PolicyAnalysis.ofPolicy(rareEndings, policy).discountedGradient(beta);
      const probabilities = policy.table().probabilities;
      const expected = gradientInClosedForm([probabilities[1]!, probabilities[3]!], beta);
      expect(gradient[3]).closeTo(expected[0], ROUNDING);
      expect(gradient[4]).closeTo(expected[1], ROUNDING);
    });
  }
});
