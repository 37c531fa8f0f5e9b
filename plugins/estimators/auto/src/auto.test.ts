import { describeEstimator } from '@pomdp-gym/conformance';
import { InputError, type ParametricPolicy, type StepBatch } from '@pomdp-gym/contracts';
import { drawNormal, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { auto } from './auto.js';
import { options } from './options.js';

describe('auto', () => describeEstimator(auto));
describe('auto with one β', () => describeEstimator(auto, { options: { betas: [0.8] } }));

/** A policy of one parameter whose score is the observation. */
const policy: ParametricPolicy = {
  parameters: new Float64Array(1),
  reset: () => {},
  act: () => 0,
  addScore: (batch, row, weight, into) => {
    into[0]! += weight * batch.observations.values[row]!;
  },
};

/** Scores are 1 or −1 at random, and a reward is slope · score + noise: ∇η is the slope, without bias at any β. */
function batchOf(slope: number, length: number, random: ReturnType<typeof randomStream>): StepBatch {
  const scores = Float64Array.from({ length }, () => (random.uniform() < 0.5 ? -1 : 1));
  return {
    length,
    observations: { width: 1, values: scores },
    actions: { width: 0, values: new Int32Array(length) },
    rewards: scores.map((score) => slope * score + drawNormal(random)),
    ending: 'none',
  };
}

const sign = { direction: Float64Array.of(1), offset: 0 };

/** Runs a path until it settles, or for so many steps; returns the estimate. */
function path(slope: number, steps: number, seed: number, wanted?: typeof sign & { negligible?: number }) {
  const estimator = auto.create(options.parse({ betas: [0, 0.5, 0.75] }), policy);
  const random = randomStream(seed, 'path');
  for (let t = 0; t < steps; t += 240) {
    estimator.update(batchOf(slope, 240, random));
    if (estimator.settled!(wanted)) break;
  }
  return estimator.estimate();
}

describe('T by auto', () => {
  it('ends a path once the direction is right to the angle, the sooner the steeper it is', () => {
    const [steep, flat] = [path(1, 24_000, 1), path(0.1, 24_000, 1)];
    expect(steep.choice!.reason).to.equal('direction right to 30°');
    expect(flat.choice!.reason).to.equal('direction right to 30°');
    expect(steep.steps).to.be.below(500);
    expect(flat.steps).to.be.above(steep.steps);
    for (const { choice, gradient } of [steep, flat])
      expect(choice!.squaredBias + choice!.variance).to.be.at.most(gradient[0]! ** 2 / 3);
  });

  it('takes all steps on a plateau, and reports that nothing is learnt', () => {
    // With one degree of freedom noise is below its own variance in 68 % of paths: of 20 there are fewer than 5 so with P < 1e-4.
    const ends = Array.from({ length: 20 }, (_, seed) => path(0, 4800, seed));
    expect(ends.filter(({ choice }) => choice!.nothingLearnt).length).to.be.at.least(5);
    const plateau = ends.find(({ choice }) => choice!.nothingLearnt)!;
    expect(plateau.steps).to.equal(4800);
    expect(plateau.choice!.reason).to.equal('all steps taken');
  });

  it('asks for nothing where no reward is seen', () => {
    const estimator = auto.create(options.parse({}), policy);
    const batch = batchOf(0, 960, randomStream(1));
    estimator.update({ ...batch, rewards: new Float64Array(960) });
    expect(estimator.settled!()).to.equal(false);
    expect(estimator.estimate().choice!.nothingLearnt).to.equal(true);
  });

  it('decides a sign wrongly no more often than stated, at a slope of zero too', () => {
    // Of a slope of 0 either sign is wrong with probability .05 at most; 4 binomial deviations above: one seed in 3e4 is blamed.
    const paths = 300;
    for (const [slope, rate] of [
      [0, 0.1],
      [0.02, 0.05],
    ] as const) {
      let wrong = 0;
      for (let seed = 0; seed < paths; seed++) {
        const { choice, gradient } = path(slope, 3840, seed, sign);
        if (choice!.reason!.startsWith('sign') && !(slope > 0 && gradient[0]! > 0)) wrong++;
      }
      expect(wrong / paths, `slope ${slope}`).to.be.at.most(
        rate + 4 * Math.sqrt((rate * (1 - rate)) / paths),
      );
    }
  });

  it('decides clear signs, counts an offset, and ends where the slope is negligible', () => {
    const clear = path(0.5, 24_000, 3, sign);
    expect(clear.choice!.reason).to.equal('sign known, wrong in at most 5 %');
    expect(clear.steps).to.be.at.most(960);
    expect(path(0.5, 960, 3, { ...sign, offset: -0.5 }).choice!.reason).to.equal('all steps taken');
    expect(path(0, 24_000, 3, { ...sign, negligible: 1 }).choice!.reason).to.equal('slope negligible');
  });

  it('refuses β that do not rise', () => {
    expect(() => auto.create(options.parse({ betas: [0.5, 0.5] }), policy)).to.throw(
      InputError,
      'has 0.5 after 0.5; it must rise',
    );
  });
});
