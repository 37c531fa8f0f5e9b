import { InputError, type FiniteModel } from '@pomdp-gym/contracts';
import { observationCount } from '@pomdp-gym/models';
import { dot, norm, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { forwardVariance } from './forward-variance.test.support.js';
import { type RandomModelSettings, randomModel } from './garnet.test.support.js';
import { GpomdpAnalysis } from './gpomdp-analysis.js';
import { simulateGpomdp } from './gpomdp-simulation.test.support.js';
import { PolicyAnalysis } from './policy-analysis.js';
import { assertScoresFit } from './score-table.js';
import { Softmax } from './softmax.test.support.js';
import { threeState, threeStateSoftmax } from './three-state.test.support.js';

function randomDirection(parameters: number, seed: number): Float64Array {
  const random = randomStream(seed, 'direction');
  return Float64Array.from({ length: parameters }, () => 2 * random.uniform() - 1);
}

function randomPolicy(model: FiniteModel, seed: number): Softmax {
  const observations = observationCount(model);
  return Softmax.oneHot(observations, model.actions, randomDirection(observations * model.actions, seed));
}

/** d'Md */
function along(matrix: Float64Array, d: Float64Array): number {
  return d.reduce(
    (sum, value, k) => sum + value * dot(matrix.subarray(k * d.length, (k + 1) * d.length), d),
    0,
  );
}

const settings: RandomModelSettings[] = [
  { states: 4, actions: 2, observations: 2, branching: 2 },
  { states: 4, actions: 2, observations: 3, branching: 2, actionDependent: true },
  { states: 5, actions: 2, observations: 2, branching: 3, rewardSeen: true },
  { states: 5, actions: 3, observations: 2, branching: 2, terminal: 1 },
  {
    states: 4,
    actions: 2,
    observations: 2,
    branching: 2,
    actionDependent: true,
    rewardSeen: true,
    terminal: 1,
  },
  { states: 4, actions: 2, observations: 2, branching: 2, initial: false, terminal: 1 },
  { states: 4, actions: 2, observations: 2, branching: 2, initial: false },
];

describe('the covariance of GPOMDP against moments carried forward', () => {
  settings.forEach((setting, seed) => {
    it(`on a random model, ${JSON.stringify(setting)}`, () => {
      const model = randomModel(setting, 100 + seed);
      const policy = randomPolicy(model, seed);
      const gpomdp = new GpomdpAnalysis(PolicyAnalysis.ofPolicy(model, policy));
      for (const beta of [0, 0.7, 0.95]) {
        const covariance = gpomdp.covariance(beta);
        const limit = PolicyAnalysis.ofPolicy(model, policy).discountedGradient(beta);
        for (let trial = 0; trial < 3; trial++) {
          const d = randomDirection(limit.length, trial);
          const forward = forwardVariance(model, policy, beta, d, dot(limit, d));
          // What the forward sums lose by cancellation after 900 steps is below 1e-9 of the variance.
          expect(along(covariance, d) / forward).closeTo(1, 1e-8);
        }
      }
    });
  });

  it('on the three-state problem, at three θ', () => {
    for (const theta of [
      [1, 1, -1, -1],
      [0, 0, 0, 0],
      [0.5, -2, 1, 0.3],
    ]) {
      const policy = threeStateSoftmax(theta);
      const analysis = PolicyAnalysis.ofPolicy(threeState(), policy);
      const covariance = new GpomdpAnalysis(analysis).covariance(0.9);
      for (let trial = 0; trial < 3; trial++) {
        const d = randomDirection(4, trial);
        const forward = forwardVariance(
          threeState(),
          policy,
          0.9,
          d,
          dot(analysis.discountedGradient(0.9), d),
        );
        expect(along(covariance, d) / forward).closeTo(1, 1e-8);
      }
    }
  });

  it('is symmetric, and nothing but rounding along the directions a softmax cannot feel', () => {
    const covariance = new GpomdpAnalysis(
      PolicyAnalysis.ofPolicy(threeState(), threeStateSoftmax([1, 1, -1, -1])),
    ).covariance(0.8);
    for (let k = 0; k < 4; k++) {
      for (let l = 0; l < k; l++) expect(covariance[4 * k + l]).to.equal(covariance[4 * l + k]);
    }
    expect(along(covariance, Float64Array.of(1, 0, 1, 0))).closeTo(0, 1e-15);
  });
});

describe('the covariance and the limit of GPOMDP against 2,000 simulated runs', () => {
  const cases: [name: string, model: FiniteModel, policy: Softmax][] = [
    ['the three-state problem at (1, 1, −1, −1)', threeState(), threeStateSoftmax([1, 1, -1, -1])],
    ['the three-state problem at (.5, −2, 1, .3)', threeState(), threeStateSoftmax([0.5, -2, 1, 0.3])],
    [
      'action-dependent observations',
      randomModel(settings[1]!, 101),
      randomPolicy(randomModel(settings[1]!, 101), 1),
    ],
    ['episodes', randomModel(settings[4]!, 104), randomPolicy(randomModel(settings[4]!, 104), 4)],
  ];
  const [runs, steps, burnIn] = [2000, 500, 50];
  const betas = [0.4, 0.8];
  // 4 cases × 2 β × 3 directions × (mean and variance): 48 tests. |z| < 5 is exceeded by a true value once in 36,000
  // seeds. Of the variance of 2000 runs one standard error is 3.2 %; beyond it 2 % are allowed for T being 500 only.
  cases.forEach(([name, model, policy], seed) => {
    it(name, function () {
      const random = randomStream(seed, 'covariance');
      const analysis = PolicyAnalysis.ofPolicy(model, policy);
      const gpomdp = new GpomdpAnalysis(analysis);
      const found = Array.from({ length: runs }, () =>
        simulateGpomdp(model, policy, betas, { steps, burnIn }, random),
      );
      betas.forEach((beta, b) => {
        for (let trial = 0; trial < 3; trial++) {
          const d = randomDirection(policy.parameters.length, trial);
          const values = found.map((run) => dot(run[b]!, d));
          const mean = values.reduce((sum, value) => sum + value, 0) / runs;
          const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (runs - 1);
          const exact = along(gpomdp.covariance(beta), d) / steps;
          expect(Math.abs(mean - dot(analysis.discountedGradient(beta), d)) / Math.sqrt(exact / runs)).below(
            5,
          );
          expect(Math.abs(variance / exact - 1)).below(5 * Math.sqrt(2 / runs) + 0.02);
        }
      });
    });
  });
});

describe('∇_βη on 30 random models against simulation', () => {
  // 30 models × 2 β, each one z: |z| < 4.8 is exceeded by a true value once in 10,000 seeds.
  for (let seed = 0; seed < 30; seed++) {
    it(`z-test, seed ${seed}`, () => {
      const model = randomModel(
        {
          states: 4 + (seed % 6),
          actions: 2 + (seed % 2),
          observations: 2 + (seed % 3),
          branching: 2,
          actionDependent: seed % 2 === 0,
          rewardSeen: seed % 3 === 0,
          terminal: seed % 5 === 0 ? 1 : 0,
        },
        seed,
      );
      const policy = randomPolicy(model, seed);
      const analysis = PolicyAnalysis.ofPolicy(model, policy);
      const gpomdp = new GpomdpAnalysis(analysis);
      const betas = [0.3, 0.9];
      const steps = 20_000;
      const found = simulateGpomdp(
        model,
        policy,
        betas,
        { steps, burnIn: 200 },
        randomStream(seed, 'z-test'),
      );
      betas.forEach((beta, b) => {
        const d = randomDirection(policy.parameters.length, seed);
        const difference = dot(found[b]!, d) - dot(analysis.discountedGradient(beta), d);
        expect(Math.abs(difference) / Math.sqrt(along(gpomdp.covariance(beta), d) / steps)).below(4.8);
      });
    });
  }
});

describe('the mean squared error of GPOMDP', () => {
  const gpomdp = new GpomdpAnalysis(PolicyAnalysis.ofPolicy(threeState(), threeStateSoftmax([1, 1, -1, -1])));
  const squaredNorm =
    norm(PolicyAnalysis.ofPolicy(threeState(), threeStateSoftmax([1, 1, -1, -1])).gradient()) ** 2;

  it('agrees with the runs of an independent program at T = 10^5', () => {
    // Relative error: mean and standard deviation of 500 runs. E(error²) = mean² + sd², known to about 2 × 4 % for
    // the largest of sd / mean; three of these make 12 %, and rounding to two digits 4 %.
    for (const [beta, mean, deviation] of [
      [0, 0.0767, 0.012],
      [0.4, 0.0473, 0.014],
      [0.8, 0.0277, 0.019],
      [0.95, 0.0795, 0.053],
    ] as const) {
      const exact = gpomdp.meanSquaredError(beta, 1e5) / squaredNorm;
      expect(exact / (mean ** 2 + deviation ** 2)).closeTo(1, 0.16);
    }
  });

  it('finds the best β for a given T: no other of a fine grid is better', () => {
    for (const steps of [1, 1e3, 1e4, 1e6, 1e9]) {
      const best = gpomdp.bestBeta(steps);
      expect(best.meanSquaredError).to.equal(gpomdp.meanSquaredError(best.beta, steps));
      for (let beta = 0; beta < 1; beta += 0.01) {
        expect(gpomdp.meanSquaredError(beta, steps)).least(best.meanSquaredError * (1 - 1e-9));
      }
    }
    expect(gpomdp.bestBeta(1).beta).to.equal(0);
    expect(gpomdp.bestBeta(1e9).beta).above(gpomdp.bestBeta(1e6).beta);
  });

  it('refuses a β outside [0, 1)', () => {
    for (const beta of [-0.1, 1, NaN]) {
      expect(() => gpomdp.covariance(beta)).to.throw(RangeError);
      expect(() => gpomdp.biasBound(beta)).to.throw(RangeError);
      expect(() => gpomdp.meanSquaredError(beta, 10)).to.throw(RangeError);
    }
  });

  it('says so where the scores would not fit into memory', () => {
    expect(() => assertScoresFit(20_001, 1000)).to.throw(InputError, '1000 numbers for each of 20001 nodes');
    assertScoresFit(20_000, 1000);
  });

  it('says so before it makes them', () => {
    // K² numbers of a policy that has no use for most of its parameters.
    const policy = Object.assign(threeStateSoftmax([1, 1, -1, -1]), {
      parameters: new Float64Array(5000),
    });
    expect(() => new GpomdpAnalysis(PolicyAnalysis.ofPolicy(threeState(), policy))).to.throw(
      InputError,
      '5000 numbers for each of 5000 nodes',
    );
  });

  it('needs parameters', () => {
    const table = { observations: 3, actions: 2, probabilities: new Float64Array(6).fill(0.5) };
    expect(() => new GpomdpAnalysis(PolicyAnalysis.ofTable(threeState(), table))).to.throw(
      InputError,
      'no parameters',
    );
  });
});
