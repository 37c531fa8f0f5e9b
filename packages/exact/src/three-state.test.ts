import { expect } from 'chai';
import { centralDifferences } from './finite-differences.test.support.js';
import { angleDegrees, relativeError } from './gradient-bias.js';
import { PolicyAnalysis } from './policy-analysis.js';
import { threeState, threeStateSoftmax } from './three-state.test.support.js';

const model = threeState();
const betas = [0, 0.4, 0.8, 0.9, 0.95, 0.99];

/** The whole matrix P under the policy, and ∇P, row by row: a second route with nothing in common but the model's figures. */
function byHand(theta: readonly number[]) {
  const mu = threeStateSoftmax(theta).table().probabilities;
  const [a, b, c] = [mu[0]!, mu[2]!, mu[4]!];
  const row = (first: number, last: number, p: number) => [
    first * (0.2 + 0.6 * p),
    last * (0.2 + 0.6 * p),
    0.8 - 0.6 * p,
  ];
  return [row(0, 1, a), row(1, 0, b), row(0, 1, c)];
}

const times = (P: number[][], v: readonly number[]) =>
  P.map((row) => row.reduce((sum, p, j) => sum + p * v[j]!, 0));

/** π by ten thousand steps of the chain. */
function longRunLaw(P: number[][]): number[] {
  let law = [1 / 3, 1 / 3, 1 / 3];
  for (let t = 0; t < 10_000; t++)
    law = [0, 1, 2].map((j) => law.reduce((sum, p, i) => sum + p * P[i]![j]!, 0));
  return law;
}

/** Σ_k β^k P^k r, until β^k is below 1e-18. */
function powerSeries(P: number[][], beta: number): number[] {
  let term = [0, 0, 1];
  const sum = [0, 0, 0];
  for (let weight = 1; weight > 1e-18; weight *= beta) {
    term.forEach((value, i) => (sum[i]! += weight * value));
    term = times(P, term);
  }
  return sum;
}

/** π' ∇P J_β, with ∇P by central differences and J_β by its power series. */
function gradientByPowerSeries(theta: readonly number[], beta: number): Float64Array {
  const policy = threeStateSoftmax(theta);
  const law = longRunLaw(byHand(theta));
  const value = powerSeries(byHand(theta), beta);
  const f = () => times(byHand([...policy.parameters]), value).reduce((sum, v, i) => sum + law[i]! * v, 0);
  return centralDifferences(policy, f, 1e-4);
}

describe('the three-state problem at θ = (1, 1, −1, −1)', () => {
  const theta = [1, 1, -1, -1];
  const policy = threeStateSoftmax(theta);
  const analysis = PolicyAnalysis.ofPolicy(model, policy);
  const gradient = analysis.gradient();

  it('has one joint node a state', () => {
    expect(analysis.chain.size).to.equal(3);
  });

  // Figures of an independent program, to half a unit of their last digit.
  it('has the reference stationary law, η, ∇η and eigenvalues', () => {
    [0.297465, 0.408338, 0.294197].forEach((p, x) => expect(analysis.stationary[x]).closeTo(p, 5.1e-7));
    expect(analysis.averageReward).closeTo(0.29419747, 5.1e-9);
    [-0.03272585, -0.03524847, 0.03272585, 0.03524847].forEach((g, k) =>
      expect(gradient[k]).closeTo(g, 5.1e-9),
    );
    const [one, second, third] = analysis.spectrum()!;
    expect(one!.real).closeTo(1, 1e-14);
    expect(second!.real).closeTo(-0.72847825, 5.1e-9);
    expect(third!.real).closeTo(0.07707653, 5.1e-9);
    expect(analysis.secondEigenvalue()).closeTo(0.72847825, 5.1e-9);
  });

  it('has the reference ∇_βη, an angle of zero and the reference relative bias', () => {
    const table: [beta: number, first: number, second: number, bias: number][] = [
      [0, -0.030203, -0.032532, 0.07708],
      [0.4, -0.031164, -0.033567, 0.04772],
      [0.8, -0.032188, -0.034669, 0.01643],
      [0.9, -0.032455, -0.034957, 0.00828],
      [0.95, -0.03259, -0.035102, 0.00416],
      [0.99, -0.032699, -0.035219, 0.00083],
    ];
    for (const [beta, first, second, bias] of table) {
      const estimate = analysis.discountedGradient(beta);
      [first, second, -first, -second].forEach((g, k) => expect(estimate[k]).closeTo(g, 5.1e-7));
      expect(angleDegrees(estimate, gradient)).closeTo(0, 1e-9);
      expect(relativeError(estimate, gradient)).closeTo(bias, 5.1e-6);
    }
  });

  it('agrees with the lumped chain in closed form: ∇_βη = ∇η (1 − λ₃) / (1 − βλ₃)', () => {
    const third = analysis.spectrum()![2]!.real;
    for (const beta of betas) {
      const expected = gradient.map((g) => (g * (1 - third)) / (1 - beta * third));
      expect(relativeError(analysis.discountedGradient(beta), expected)).below(1e-12);
    }
  });
});

describe('the three-state problem by other routes', () => {
  for (const theta of [
    [1, 1, -1, -1],
    [0.3, -2, 1.1, 0.7],
    [0, 0, 0, 0],
  ]) {
    it(`has ∇η by finite differences of η at θ = (${theta.join(', ')})`, () => {
      const policy = threeStateSoftmax(theta);
      const eta = () => longRunLaw(byHand([...policy.parameters]))[2]!;
      const differences = centralDifferences(policy, eta, 1e-4);
      const gradient = PolicyAnalysis.ofPolicy(model, policy).gradient();
      gradient.forEach((g, k) => expect(g).closeTo(differences[k]!, 1e-9)); // step² = 1e-8, times third derivatives / 6 below .1
    });

    it(`has ∇_βη by power series at θ = (${theta.join(', ')})`, () => {
      const analysis = PolicyAnalysis.ofPolicy(model, threeStateSoftmax(theta));
      for (const beta of betas) {
        const other = gradientByPowerSeries(theta, beta);
        analysis.discountedGradient(beta).forEach((g, k) => expect(g).closeTo(other[k]!, 1e-8));
      }
    });
  }

  it('has no bias at all at θ = 0', () => {
    const analysis = PolicyAnalysis.ofPolicy(model, threeStateSoftmax([0, 0, 0, 0]));
    for (const beta of betas) {
      [-13 / 240, -0.0625, 13 / 240, 0.0625].forEach((g, k) =>
        expect(analysis.discountedGradient(beta)[k]).closeTo(g, 1e-14),
      );
    }
  });

  it('earns .8 where it always takes the second action, .2 where the first', () => {
    const always = (u: number) => ({
      observations: 3,
      actions: 2,
      probabilities: Float64Array.from([1 - u, u, 1 - u, u, 1 - u, u]),
    });
    expect(PolicyAnalysis.ofTable(model, always(1)).averageReward).closeTo(0.8, 1e-15);
    expect(PolicyAnalysis.ofTable(model, always(0)).averageReward).closeTo(0.2, 1e-15);
  });
});
