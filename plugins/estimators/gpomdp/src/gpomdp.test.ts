import { InputError, type ParametricPolicy, type StepBatch } from '@pomdp-gym/contracts';
import { describeEstimator } from '@pomdp-gym/conformance';
import { expect } from 'chai';
import { expGpomdp } from './exp-gpomdp.js';
import { gpomdp } from './gpomdp.js';
import { options } from './options.js';

for (const beta of [0, 0.8, 0.95]) describeEstimator(gpomdp, { options: { beta }, forwardRecursion: true });
for (const endings of ['reset', 'carry'])
  describeEstimator(gpomdp, { options: { endings }, forwardRecursion: true });
for (const baseline of ['constant', 'observation']) {
  describeEstimator(gpomdp, { options: { baseline } });
  describeEstimator(gpomdp, { options: { baseline, endings: 'carry', beta: 0.9 } });
}
describeEstimator(gpomdp, { options: { baseline: 'observation', endings: 'reset' } });
describeEstimator(gpomdp, { options: { baseline: 'average' } });
describeEstimator(gpomdp, { options: { baseline: 'critic' }, needsCritic: true });
for (const endings of ['centred', 'reset', 'carry']) describeEstimator(expGpomdp, { options: { endings } });

/** A policy whose score is what the test says: the observation itself is ∇log μ. */
const policy: ParametricPolicy = {
  parameters: new Float64Array(1),
  reset: () => {},
  act: () => 0,
  addScore: (batch, row, weight, into) => {
    into[0]! += weight * batch.observations.values[row]!;
  },
};

function batch(scores: number[], rewards: number[], ending: StepBatch['ending'] = 'none'): StepBatch {
  return {
    length: scores.length,
    observations: { width: 1, values: Float64Array.from(scores) },
    actions: { width: 0, values: new Int32Array(scores.length) },
    rewards: Float64Array.from(rewards),
    ending,
  };
}

describe('GPOMDP without standard errors', () => {
  it('makes the same estimates, to the bit', () => {
    const rewards = Array.from({ length: 900 }, (_, i) => (i * i) % 7);
    const scores = rewards.map((_, i) => ((i * 5) % 11) - 5);
    const [plain, measured] = [false, true].map((standardErrors) => {
      const estimator = gpomdp.create(options.parse({ beta: 0.5, standardErrors }), policy);
      for (const from of [0, 300, 600])
        estimator.update(batch(scores.slice(from, from + 300), rewards.slice(from, from + 300)));
      return estimator.estimate();
    });
    expect(measured!.standardError).to.have.length(1);
    expect(plain!.standardError).to.equal(undefined);
    expect([...plain!.gradient]).to.deep.equal([...measured!.gradient]);
    expect(plain!.averageReward).to.equal(measured!.averageReward);
  });
});

describe('GPOMDP of a policy with very many parameters', () => {
  it('keeps sums of a path in a row, however many there are, and no standard errors beyond 131,071', () => {
    for (const [parameters, errors] of [
      [131_071, true],
      [131_072, false],
    ] as const) {
      const large: ParametricPolicy = { ...policy, parameters: new Float64Array(parameters) };
      const estimator = gpomdp.create(options.parse({ beta: 0 }), large);
      estimator.update(batch(new Array<number>(256).fill(1), new Array<number>(256).fill(2)));
      const { gradient, standardError } = estimator.estimate();
      expect(gradient[0]).to.equal(2);
      expect(standardError !== undefined).to.equal(errors);
    }
  });
});

describe('The baseline `observation`', () => {
  it('refuses at once a memory that is no finite one', () => {
    const vectors: ParametricPolicy = { ...policy, memorySpace: { kind: 'box', low: [0], high: [1] } };
    const make = () => gpomdp.create(options.parse({ baseline: 'observation' }), vectors);
    expect(make).to.throw(InputError, 'the memory of this agent are vectors: take `constant` or `critic`');
  });
});

describe('A critic that an estimator leaves unused', () => {
  it('is refused', () => {
    const critic = { reset: () => {}, update: () => {}, values: () => {} };
    for (const baseline of ['none', 'average', 'constant'])
      expect(() => gpomdp.create(options.parse({ baseline }), policy, critic)).to.throw(
        InputError,
        'leaves it unused: take `baseline: critic`',
      );
    expect(() => expGpomdp.create(expGpomdp.options.parse({}), policy, critic)).to.throw(
      InputError,
      'exp-gpomdp takes no critic',
    );
  });
});

describe('GPOMDP by hand', () => {
  const make = (beta: number) => gpomdp.create(options.parse({ beta, endings: 'reset' }), policy);

  it('discounts the score of step t by β for every step its reward comes later', () => {
    const estimator = make(0.5);
    estimator.update(batch([1, 10], [3, 5]));
    estimator.update(batch([100], [7]));
    // z: 1, 10.5, 105.25; Σ r z = 3 + 52.5 + 736.75
    expect(estimator.estimate().gradient[0]).to.be.closeTo(792.25 / 3, 1e-12);
    expect(estimator.estimate()).to.include({ steps: 3, averageReward: 5 });
  });

  it('refuses to go on from what is no saved estimate of as many parameters', () => {
    const saved = make(0.5).save!();
    for (const none of [undefined, 1, {}, { ...Object(saved), sum: [0, 0] }])
      expect(() => make(0.5).restore!(none)).to.throw(InputError, 'no estimate that was saved');
  });

  it('lets no credit cross the end of an episode', () => {
    for (const ending of ['terminated', 'truncated'] as const) {
      const estimator = make(0.5);
      estimator.update(batch([1, 10], [3, 5], ending));
      estimator.update(batch([100], [7]));
      expect(estimator.estimate().gradient[0]).to.be.closeTo((3 + 52.5 + 700) / 3, 1e-12);
    }
  });

  it('counts only the newest score at β = 0', () => {
    const estimator = make(0);
    estimator.update(batch([1, 10, 100], [3, 5, 7]));
    estimator.update(batch([1000], [11]));
    expect(estimator.estimate().gradient[0]).to.be.closeTo((3 + 50 + 700 + 11000) / 4, 1e-12);
  });

  it('keeps no trace that overflows or drowns at β close to 1', () => {
    const estimator = make(0.999999);
    for (let i = 0; i < 100; i++) estimator.update(batch([1], [0]));
    estimator.update(batch([0], [1]));
    const trace = (0.999999 - 0.999999 ** 101) / (1 - 0.999999);
    expect(estimator.estimate().gradient[0]! * 101).to.be.closeTo(trace, 1e-9);
  });

  it('carries the trace of the last rows of a long batch, of vectors too', () => {
    // β = .1: a trace forgets what is more than 18 steps old, so that a batch of 25 is carried by its last rows.
    const [n, beta] = [25, 0.1];
    const vectors: ParametricPolicy = {
      ...policy,
      parameters: new Float64Array(3),
      addScore: ({ observations, actions }, row, weight, into) => {
        into[0]! += weight * observations.values[2 * row]!;
        into[1]! += weight * observations.values[2 * row + 1]!;
        into[2]! += weight * actions.values[row]!;
      },
    };
    const estimator = gpomdp.create(options.parse({ beta }), vectors);
    const score = (t: number) => [t + 1, (t + 1) ** 2, -t - 1];
    const steps = Array.from({ length: n }, (_, t) => score(t));
    estimator.update({
      length: n,
      observations: { width: 2, values: Float64Array.from(steps.flatMap(([a, b]) => [a!, b!])) },
      actions: { width: 1, values: Float64Array.from(steps, ([, , c]) => c!) },
      rewards: new Float64Array(n),
      ending: 'none',
    });
    estimator.update({
      length: 1,
      observations: { width: 2, values: new Float64Array(2) },
      actions: { width: 1, values: new Float64Array(1) },
      rewards: Float64Array.of(1),
      ending: 'none',
    });
    const { gradient } = estimator.estimate();
    [0, 1, 2].forEach((k) => {
      const trace = steps.reduce((sum, row) => beta * (sum + row[k]!), 0);
      expect(gradient[k]! * (n + 1)).to.be.closeTo(trace, 1e-12 * Math.abs(trace));
    });
  });

  it('has no estimate before the first step', () => {
    expect(() => make(0.5).estimate()).to.throw('update it with steps first');
  });
});
