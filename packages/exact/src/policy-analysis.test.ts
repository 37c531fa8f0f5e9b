import { InputError, memoryless, type FiniteModel, type FiniteTable } from '@pomdp-gym/contracts';
import { finiteModel, observationCount } from '@pomdp-gym/models';
import { dot, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { DiscountedRun } from './discounted-run.js';
import { discountedValue } from './discounted-value.js';
import { relativeError } from './gradient-bias.js';
import { stationaryDistribution } from './average-reward.js';
import { centralDifferences } from './finite-differences.test.support.js';
import { randomModel } from './garnet.test.support.js';
import { PolicyAnalysis } from './policy-analysis.js';
import { Softmax } from './softmax.test.support.js';

const uniform = (observations: number, actions: number): FiniteTable => ({
  observations,
  actions,
  probabilities: new Float64Array(observations * actions).fill(1 / actions),
});

/** A chain without choices over fully seen states. */
function markovChain(rows: readonly (readonly number[])[], labels: readonly string[] = []): FiniteModel {
  return finiteModel({
    states: rows.length,
    actions: 1,
    observations: 1,
    ...(labels.length > 0 && { labels: { states: labels } }),
    transition: (s) => Array.from(rows[s]!.entries()),
    observation: () => [[0, 1]],
    initialObservation: () => [[0, 1]],
    reward: (_s, _u, next) => next,
    start: rows.map((_, s) => [s, 1 / rows.length]),
  });
}

describe('PolicyAnalysis: which chains it takes', () => {
  it('refuses ∇η of a chain so slow that no digit of it would be right, and of none before', () => {
    // Two states, left with probability q or 2 q by choice: η and ∇η do not depend on q.
    const analysis = (q: number) => {
      const model = finiteModel({
        states: 2,
        actions: 2,
        observations: 2,
        transition: (s, u) => [
          [s, 1 - (u + 1) * q],
          [1 - s, (u + 1) * q],
        ],
        observation: (_u, next) => [[next, 1]],
        initialObservation: (s) => [[s, 1]],
        reward: (s) => s,
        start: [[0, 1]],
      });
      return PolicyAnalysis.ofPolicy(model, Softmax.oneHot(2, 2, [0.3, -0.2, 0.1, 0.5]));
    };
    const quick = analysis(0.1).gradient();
    // The bias is about 1/q, and its rounding 2⁻⁵² of that.
    expect(relativeError(analysis(1e-6).gradient(), quick)).to.be.below(1e-8);
    expect(() => analysis(1e-12).gradient()).to.throw(InputError, /takes about \d+e\+11 steps to forget/);
    expect(analysis(1e-12).averageReward).to.be.closeTo(analysis(0.1).averageReward, 1e-12);
  });

  it('refuses a chain with two recurrent classes, naming them', () => {
    const model = markovChain(
      [
        [1, 0, 0],
        [0.2, 0.3, 0.5],
        [0, 0, 1],
      ],
      ['left', 'middle', 'right'],
    );
    expect(() => PolicyAnalysis.ofTable(model, uniform(1, 1))).to.throw(
      InputError,
      /2 recurrent classes, (\{left\}, \{right\}|\{right\}, \{left\}): /,
    );
  });

  it('abbreviates long classes and many of them', () => {
    const identity = Array.from({ length: 7 }, (_, i) =>
      Array.from({ length: 7 }, (_, j) => Number(i === j)),
    );
    expect(() => PolicyAnalysis.ofTable(markovChain(identity), uniform(1, 1))).to.throw(
      InputError,
      /7 recurrent classes, \{state \d\}, \{state \d\}, \{state \d\}, \{state \d\} and 3 more/,
    );
    const ring = (i: number, j: number) => Number(i === 8 ? j === 8 : j === (i + 1) % 8);
    const two = Array.from({ length: 9 }, (_, i) => Array.from({ length: 9 }, (_, j) => ring(i, j)));
    expect(() => PolicyAnalysis.ofTable(markovChain(two), uniform(1, 1))).to.throw(
      InputError,
      /… \(8 in all\)\}/,
    );
  });

  it('takes a periodic chain, and gives transient nodes no mass', () => {
    const periodic = PolicyAnalysis.ofTable(
      markovChain([
        [0, 1, 0],
        [1, 0, 0],
        [0.5, 0.25, 0.25],
      ]),
      uniform(1, 1),
    );
    expect(Array.from(periodic.stationary)).to.deep.equal([0.5, 0.5, 0]);
    expect(periodic.averageReward).to.equal(0.5);
    expect(periodic.secondEigenvalue()).closeTo(1, 1e-15);
  });

  it('takes a chain of one node', () => {
    const one = PolicyAnalysis.ofTable(markovChain([[1]]), uniform(1, 1));
    expect(one.averageReward).to.equal(0);
    expect(one.secondEigenvalue()).to.equal(0);
  });

  it('refuses a policy over other observations, and one whose rows are no distributions', () => {
    const model = markovChain([[1]]);
    expect(() => PolicyAnalysis.ofTable(model, uniform(2, 1))).to.throw(
      InputError,
      /2 observations .* has 1/s,
    );
    const wrong = { observations: 1, actions: 1, probabilities: Float64Array.of(0.5) };
    expect(() => PolicyAnalysis.ofTable(model, wrong)).to.throw(
      InputError,
      /no distribution: it sums to 0.5/,
    );
  });

  it('refuses a β outside [0, 1)', () => {
    const analysis = PolicyAnalysis.ofPolicy(markovChain([[1]]), Softmax.oneHot(1, 1));
    for (const beta of [-0.1, 1.1, NaN]) expect(() => analysis.discountedGradient(beta)).to.throw(RangeError);
  });
});

describe('PolicyAnalysis: what is seen', () => {
  /** Two states that never change; action 1 tells them apart, action 0 shows always the same. */
  const telling = (first: boolean) =>
    finiteModel({
      states: 2,
      actions: 2,
      observations: 3,
      transition: () => [
        [0, 0.5],
        [1, 0.5],
      ],
      observation: (u, s) => [[u === 0 ? 2 : s, 1]],
      ...(first && { initialObservation: () => [[2, 1]] as const }),
      reward: (s, u) => (u === s ? 1 : 0),
      start: [[0, 1]],
    });

  it('has a node for each law of observation, not only for each state', () => {
    const analysis = PolicyAnalysis.ofTable(telling(true), uniform(3, 2));
    expect(analysis.chain.size).to.equal(4);
    expect(Array.from(stationaryDistribution(telling(true), uniform(3, 2)))).to.deep.equal([0.5, 0.5]);
  });

  it('counts what is seen first as a node of its own, transient where nothing ends', () => {
    const analysis = PolicyAnalysis.ofTable(telling(false), uniform(4, 2));
    expect(analysis.chain.size).to.equal(5);
    expect(analysis.stationary[0]).to.equal(0);
    expect(analysis.recurrent.length).to.equal(4);
  });

  it('lets the policy use what an action showed', () => {
    // Act 1 when nothing is known, the state's own number when it was shown: then 1 is right half of the time…
    const table = { observations: 3, actions: 2, probabilities: Float64Array.of(1, 0, 0, 1, 0, 1) };
    // Seen 0 (state 0): act 0, right. Seen 1 (state 1): act 1, right. Seen nothing: act 1, right half of the time.
    // Chain of sights: after act 0 nothing is seen, after act 1 the next state is. π(nothing) = 1/3, π(0) = π(1) = 1/3.
    expect(PolicyAnalysis.ofTable(telling(true), table).averageReward).closeTo(1 / 3 + 1 / 3 + 1 / 6, 1e-15);
  });
});

/** Restart at 0, go on to 1 or end; from 1 always end. The reward is 2 for ending early, 5 late. */
const episodic = finiteModel({
  states: 3,
  actions: 2,
  observations: 2,
  transition: (s, u) => (s === 0 ? [[1 + u, 1]] : [[2, 1]]),
  observation: (_u, s) => [[s === 0 ? 0 : 1, 1]],
  initialObservation: () => [[0, 1]],
  reward: (s, _u, next) => (next === 2 ? (s === 0 ? 2 : 5) : 0),
  start: [[0, 1]],
  terminal: (s) => s === 2,
});

describe('PolicyAnalysis: episodes', () => {
  it('restarts at an ending: the renewal-reward ratio', () => {
    // With p = P(end early): an episode earns 2p + 5(1 − p) in p + 2(1 − p) steps.
    const p = 0.3;
    const table = { observations: 2, actions: 2, probabilities: Float64Array.of(1 - p, p, 0.5, 0.5) };
    const analysis = PolicyAnalysis.ofTable(episodic, table);
    expect(analysis.averageReward).closeTo((2 * p + 5 * (1 - p)) / (2 - p), 1e-15);
  });

  it('lets no credit cross an ending', () => {
    // Each action is weighed by what its own episode still earns: at 0, 2 for ending against β5 for going on.
    const policy = Softmax.oneHot(2, 2);
    const analysis = PolicyAnalysis.ofPolicy(episodic, policy);
    const share = 1 / 1.5; // π of the first step of an episode that ends early half of the time
    const beta = 0.9;
    const gradient = analysis.discountedGradient(beta);
    expect(gradient[2]).closeTo(share * 0.25 * (2 - beta * 5), 1e-15); // θ of (action 1, observation 0)
    expect(gradient[3]).closeTo(0, 1e-16);
  });

  it('as β → 1 ∇_βη becomes (∇R)/L, the gradient of the mean return over the mean length, which is not ∇(R/L)', () => {
    const model = randomModel({ states: 6, actions: 2, observations: 3, branching: 3, terminal: 1 }, 7);
    const steps = { ...model, rewards: model.rewards.map(({ values }) => ({ values: values.map(() => 1) })) };
    const policy = Softmax.oneHot(3, 2, [0.5, -0.2, 0.1, 0.4, 0.9, -0.3]);
    const perEpisode = (of: FiniteModel) => discountedValue(of, memoryless(policy.table()), 1);
    const length = perEpisode(steps);
    const returns = centralDifferences(policy, () => perEpisode(model), 1e-4);
    const analysis = PolicyAnalysis.ofPolicy(model, policy);
    // Left out: 1 − β, and the squared step of the differences, times derivatives of order ten.
    analysis.discountedGradient(1 - 1e-9).forEach((g, k) => expect(g).closeTo(returns[k]! / length, 1e-6));
    expect(
      relativeError(
        returns.map((value) => value / length),
        analysis.gradient(),
      ),
    ).above(0.1);
    expect(analysis.averageReward).closeTo(perEpisode(model) / length, 1e-12);
  });
});

/** ζ'(I − βP)⁻¹r̄ at the policy's present θ, where ζ' = π'(I − βP) was taken at another: its gradient there is ∇_βη. */
function discountedObjective(model: FiniteModel, policy: Softmax, beta: number): () => number {
  const first = PolicyAnalysis.ofPolicy(model, policy);
  const { continuing } = first.transitions;
  const zeta = first.stationary.slice();
  for (let x = 0; x < first.chain.size; x++) {
    for (let k = continuing.offsets[x]!; k < continuing.offsets[x + 1]!; k++) {
      zeta[continuing.indices[k]!]! -= beta * first.stationary[x]! * continuing.values[k]!;
    }
  }
  return () => {
    const { transitions } = PolicyAnalysis.ofPolicy(model, policy);
    return dot(zeta, new DiscountedRun(transitions, beta).value(transitions.rewards));
  };
}

describe('PolicyAnalysis on 30 random models', () => {
  for (let seed = 0; seed < 30; seed++) {
    const settings = {
      states: 4 + (seed % 5),
      actions: 2 + (seed % 2),
      observations: 2 + (seed % 3),
      branching: 2 + (seed % 2),
      actionDependent: seed % 2 === 0,
      rewardSeen: seed % 3 === 0,
      terminal: seed % 5 === 0 ? 1 : 0,
      initial: seed % 4 !== 1,
    };
    it(`has ∇η and ∇_βη by finite differences: seed ${seed}, ${JSON.stringify(settings)}`, () => {
      const model = randomModel(settings, seed);
      const random = randomStream(seed, 'theta');
      const observations = observationCount(model);
      const theta = Array.from({ length: observations * settings.actions }, () => random.uniform() - 0.5);
      const policy = Softmax.oneHot(observations, settings.actions, theta);
      const analysis = PolicyAnalysis.ofPolicy(model, policy);
      const eta = centralDifferences(
        policy,
        () => PolicyAnalysis.ofPolicy(model, policy).averageReward,
        1e-4,
      );
      // The third derivatives are below 1 here: step² / 6 and 1e-16 / step stay under 1e-8.
      analysis.gradient().forEach((g, k) => expect(g).closeTo(eta[k]!, 1e-8));
      for (const beta of [0, 0.9]) {
        const other = centralDifferences(policy, discountedObjective(model, policy, beta), 1e-4);
        analysis.discountedGradient(beta).forEach((g, k) => expect(g).closeTo(other[k]!, 1e-7));
      }
    });
  }
});
