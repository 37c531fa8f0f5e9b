import type { ParametricPolicy, Spaces, StepBatch } from '@pomdp-gym/contracts';
import { describePolicy } from '@pomdp-gym/conformance';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { softmaxPolicy } from './spec.js';

describePolicy(softmaxPolicy);
describePolicy(softmaxPolicy, {
  spaces: {
    observationSpace: { kind: 'box', low: [-1, -10, 0], high: [1, 10, 0.5] },
    actionSpace: { kind: 'discrete', size: 3 },
  },
});

const features = [
  [12 / 18, 6 / 18],
  [6 / 18, 12 / 18],
  [5 / 18, 5 / 18],
];
const spaces: Spaces = {
  observationSpace: { kind: 'discrete', size: 3, features },
  actionSpace: { kind: 'discrete', size: 2 },
};
const make = (options: Parameters<typeof softmaxPolicy.create>[0], given: Spaces = spaces) =>
  softmaxPolicy.create(options, given);

describe('softmax policy', () => {
  it('is the policy of the three-state study: μ(a1 | ·) at θ = (1, 1, −1, −1)', () => {
    const policy = make({ features: 'given' });
    policy.parameters.set([1, 1, -1, -1]);
    const { probabilities } = policy.table!();
    // 1 / (1 + e^−2) and 1 / (1 + e^−10/9), printed to six places in the literature's table
    expect(probabilities[0]).to.be.closeTo(1 / (1 + Math.exp(-2)), 1e-15);
    expect(probabilities[2]).to.be.closeTo(0.880797, 5e-7);
    expect(probabilities[4]).to.be.closeTo(0.752336, 5e-7);
  });

  it('takes the features that are given, or one indicator an observation', () => {
    expect(make({ features: 'auto' }).parameters).to.have.length(4);
    expect(make({ features: 'one-hot' }).parameters).to.have.length(6);
    const plain: Spaces = { ...spaces, observationSpace: { kind: 'discrete', size: 3 } };
    expect(make({ features: 'auto' }, plain).parameters).to.have.length(6);
    expect(() => make({ features: 'given' }, plain)).to.throw(
      RangeError,
      'gives its observations no features',
    );
  });

  it('has finite probabilities and scores at saturated parameters', () => {
    const policy = make({ features: 'one-hot' });
    policy.parameters.set([1e6, -1e6, 1e308, -1e6, 1e6, -1e308]);
    const { probabilities } = policy.table!();
    expect([...probabilities]).to.deep.equal([1, 0, 0, 1, 1, 0]);
  });

  it('has scores with all their digits at saturated parameters, row by row, summed and over vectors', () => {
    // μ(a1) = 1 − q: ∂log μ(a1) / ∂θ = ±q and ∂log μ(a2) / ∂θ = ±(1 − q), where 1 − μ(a1) by subtraction is 0.
    const q = 1 / (1 + Math.exp(80));
    const one: Spaces = { ...spaces, observationSpace: { kind: 'discrete', size: 1 } };
    const box: Spaces = { ...spaces, observationSpace: { kind: 'box', low: [-1], high: [1] } };
    const batch = (action: number, values: Float64Array | Int32Array): StepBatch => ({
      length: 1,
      observations: { width: values instanceof Int32Array ? 0 : 1, values } as StepBatch['observations'],
      actions: { width: 0, values: Int32Array.of(action) },
      rewards: new Float64Array(1),
      ending: 'none',
    });
    const cases: [policy: ParametricPolicy, theta: number[], values: Float64Array | Int32Array][] = [
      [make({ features: 'one-hot' }, one), [40, -40], Int32Array.of(0)],
      [make({ features: 'auto' }, box), [0, 40, 0, -40], Float64Array.of(1)],
    ];
    for (const [policy, theta, values] of cases) {
      policy.parameters.set(theta);
      for (const [action, expected] of [q, q - 1].entries()) {
        const score = new Float64Array(theta.length);
        policy.addScore(batch(action, values), 0, 1, score);
        const summed = new Float64Array(theta.length);
        policy.addScores?.(batch(action, values), Float64Array.of(1), summed);
        for (const found of policy.addScores ? [score, summed] : [score]) {
          // Two rounded operations lie between exp and the score.
          expect(found[theta.indexOf(40)]! / expected).to.be.closeTo(1, 1e-15);
          expect(found[theta.indexOf(-40)]! / -expected).to.be.closeTo(1, 1e-15);
        }
      }
    }
  });

  it('over vectors, is linear in them with a constant last, and its score is the derivative of its logarithm', () => {
    const box: Spaces = { ...spaces, observationSpace: { kind: 'box', low: [-1, -1], high: [1, 1] } };
    const policy = make({ features: 'auto' }, box);
    expect(policy.parameters).to.have.length(6);
    const observation = Float64Array.of(0.3, -0.8);
    const theta = Float64Array.of(0.5, -0.2, 0.1, 0.4, 0.9, -0.3);
    const logProbability = (parameters: Float64Array) => {
      const preference = (u: number) =>
        parameters[u * 3]! * observation[0]! +
        parameters[u * 3 + 1]! * observation[1]! +
        parameters[u * 3 + 2]!;
      return preference(1) - Math.log(Math.exp(preference(0)) + Math.exp(preference(1)));
    };
    const batch: StepBatch = {
      length: 1,
      observations: { width: 2, values: observation },
      actions: { width: 0, values: Int32Array.of(1) },
      rewards: new Float64Array(1),
      ending: 'none',
    };
    policy.parameters.set(theta);
    const score = new Float64Array(6);
    policy.addScore(batch, 0, 1, score);
    // Central differences with h = 1e-6 leave an error of about h² + ε/h ≈ 1e-10.
    theta.forEach((_, k) => {
      const shifted = (h: number) => logProbability(theta.with(k, theta[k]! + h));
      expect(score[k]).to.be.closeTo((shifted(1e-6) - shifted(-1e-6)) / 2e-6, 1e-8);
    });
  });

  it('over vectors, draws its actions with its probabilities: 10^4 draws within five standard errors', () => {
    const box: Spaces = { ...spaces, observationSpace: { kind: 'box', low: [-1], high: [1] } };
    const policy = make({ features: 'auto' }, box);
    policy.parameters.set([1, 0.5, -1, 0]);
    policy.reset(randomStream(5, 'policy'));
    const n = 10_000;
    let first = 0;
    for (let i = 0; i < n; i++) if (policy.act(Float64Array.of(0.25)) === 0) first++;
    const probability = 1 / (1 + Math.exp(-(0.25 * 2 + 0.5)));
    expect(first / n).to.be.closeTo(probability, 5 * Math.sqrt((probability * (1 - probability)) / n));
  });

  it('refuses a box of actions', () => {
    const box: Spaces = { ...spaces, actionSpace: { kind: 'box', low: [0], high: [1] } };
    expect(() => make({ features: 'auto' }, box)).to.throw(RangeError, 'finitely many actions');
  });
});
