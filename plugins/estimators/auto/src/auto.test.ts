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

/** The steps of `batchOf`, each with the reward of so many steps before: with a delay, small β see no part of ∇η. */
function choiceAt(delay: number, seed = 4) {
  const estimator = auto.create(options.parse({}), policy);
  const batch = batchOf(1, 24_000 + delay, randomStream(seed, 'delay'));
  const { values } = batch.observations;
  estimator.update({
    ...batch,
    length: 24_000,
    observations: { width: 1, values: Float64Array.from(values.subarray(delay)) },
    rewards: batch.rewards.slice(0, 24_000),
  });
  return estimator.estimate();
}

describe('auto, saved', () => {
  it('keeps that it was asked whether its path may end: the choice is the same in another one', () => {
    const created = () => auto.create(options.parse({ betas: [0, 0.5, 0.75] }), policy);
    const [one, other] = [created(), created()];
    one.update(batchOf(0, 120, randomStream(1, 'saved')));
    expect(one.settled!()).to.equal(false);
    other.restore!(JSON.parse(JSON.stringify(one.save!())));
    expect(one.estimate().choice?.reason).to.equal('all steps taken');
    expect(other.estimate()).to.deep.equal(one.estimate());
  });
});

describe('β by auto', () => {
  it('is 0 where a reward follows at once, but where noise makes a larger one look better', () => {
    // Of 40 seeds 36 choose 0; fewer than 14 of 20 would then have the probability 3e-3.
    const betas = Array.from({ length: 20 }, (_, seed) => choiceAt(0, seed).choice!.beta);
    expect(betas.filter((beta) => beta === 0)).to.have.length.of.at.least(14);
    expect(Math.max(...betas)).to.be.at.most(0.9375);
  });

  it('is large where rewards are five steps late, and the estimate is near ∇η then', () => {
    const { choice, gradient, standardError } = choiceAt(5);
    // β^5 of ∇η = 1 is seen: .24 at .75, .51 at .875, .72 at .9375; noise is √(2 / (1 − β²) / T), .05 at .98.
    expect(choice!.beta).to.be.within(0.9, 0.995);
    expect(standardError![0]!).to.be.below(0.1);
    // .72 + .7 (.72 − .51) leaves a bias of .13 at .9375, and two standard errors.
    expect(gradient[0]!).to.be.closeTo(1, 0.13 + 2 * standardError![0]!);
  });
});

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** How 20 paths of a slope end. */
const ends = (slope: number) => Array.from({ length: 20 }, (_, seed) => path(slope, 24_000, seed));

describe('T by auto', () => {
  it('ends a path once the direction is right to the angle, the sooner the steeper it is', () => {
    const right = (slope: number) =>
      ends(slope).filter(({ choice }) => choice!.reason === 'direction right to 30°');
    const [steep, flat] = [right(1), right(0.1)];
    // Of 40 seeds all do at the slope 1, and 34 at .1: fewer than 12 of 20 would then have the probability 1e-3.
    expect(steep).to.have.length(20);
    expect(flat).to.have.length.of.at.least(12);
    expect(Math.max(...steep.map(({ steps }) => steps))).to.be.below(500);
    expect(mean(flat.map(({ steps }) => steps))).to.be.above(mean(steep.map(({ steps }) => steps)));
    for (const { choice, gradient } of [...steep, ...flat])
      expect(choice!.squaredBias + choice!.variance).to.be.at.most(gradient[0]! ** 2 / 3);
  });

  it('ends a path once a better direction would cost more than the line search, T ≥ c tan²', () => {
    // tan² of the angle is 1 / (T slope²) or so: 30° take 3 / slope² = 7500 steps, T = c tan² holds from √c / slope = 1600 steps on.
    const found = ends(0.02).filter(
      ({ choice }) => choice!.reason === 'direction good enough for a line search',
    );
    // Of 40 seeds 27 do: fewer than 6 of 20 would then have the probability 3e-4.
    expect(found).to.have.length.of.at.least(6);
    expect(mean(found.map(({ steps }) => steps))).to.be.below(7500);
    for (const { choice, gradient, steps } of found) {
      const { squaredBias, variance } = choice!;
      const error = squaredBias + variance;
      expect(error / (gradient[0]! ** 2 - variance)).to.be.within(1 / 3, steps / 1000);
    }
  });

  it('takes all steps on a plateau, and reports that nothing is learnt', () => {
    // With one degree of freedom noise is below its own variance in 68 % of paths: of 20 there are fewer than 5 so with P < 1e-4.
    const plateaus = Array.from({ length: 20 }, (_, seed) => path(0, 4800, seed));
    expect(plateaus.filter(({ choice }) => choice!.nothingLearnt).length).to.be.at.least(5);
    const plateau = plateaus.find(({ choice }) => choice!.nothingLearnt)!;
    expect(plateau.steps).to.equal(4800);
    expect(plateau.choice!.reason).to.equal('all steps taken');
  });

  it('asks for nothing where no reward is seen', () => {
    const estimator = auto.create(options.parse({}), policy);
    const batch = batchOf(0, 960, randomStream(1));
    estimator.update({ ...batch, rewards: new Float64Array(960) });
    expect(estimator.settled!()).to.equal(false);
    // Neither a sign nor a slope that does not count is known of a path without a reward.
    expect(estimator.settled!({ ...sign, offset: -1e-9 })).to.equal(false);
    expect(estimator.settled!({ ...sign, negligible: 1e-9 })).to.equal(false);
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
