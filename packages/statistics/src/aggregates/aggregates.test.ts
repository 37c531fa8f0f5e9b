import { InputError } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { Replicates } from '../replicates.js';
import { standardDeviation } from '../standard-deviation.js';
import { aggregateScores } from './aggregate-scores.js';
import { improvementProbability } from './improvement-probability.js';
import { interquartileMean } from './interquartile-mean.js';
import { optimalityGap } from './optimality-gap.js';
import { performanceProfile } from './performance-profile.js';
import { sampleEfficiency } from './sample-efficiency.js';
import { taskMean } from './task-mean.js';
import { taskMedian } from './task-median.js';

const replicates = (scores: readonly number[]) =>
  Replicates.bySeed(scores.map((score, seed) => [seed, score] as const));

/** Five runs of each of three tasks, and four of another agent. */
const first = [
  [0.3, 0.7, 0.7, 1.1, 0.05],
  [1.2, 0.9, 1.4, 0.2, 2.5],
  [-0.5, 0.25, 0.1, 0, 0.6],
].map(replicates);
const second = [
  [0.2, 0.7, 0.9, 0.4],
  [1.2, 0.1, 1.1, 0.2],
  [0.3, 0.25, 0.4, 0.9],
].map(replicates);

/** Rounding of some twenty sums of numbers around 1. */
const ROUNDING = 1e-12;

describe('aggregates', () => {
  // By NumPy 2.4 and SciPy 1.17 with rliable's definitions: trim_mean(x, .25, axis=None), np.median(np.mean(x, 0)), …
  it('are those of rliable', () => {
    expect(aggregateScores(first, taskMean)).closeTo(0.6333333333333334, ROUNDING);
    expect(aggregateScores(first, taskMedian)).closeTo(0.57, ROUNDING);
    expect(aggregateScores(first, interquartileMean)).closeTo(0.5388888888888889, ROUNDING);
    expect(aggregateScores(first, optimalityGap())).closeTo(0.5133333333333334, ROUNDING);
    expect(aggregateScores(first, optimalityGap(0.5))).closeTo(0.20666666666666667, ROUNDING);
  });

  it('cut ⌊n/4⌋ runs on each side: none of three, one of seven, two of eight', () => {
    const of = (scores: number[]) => interquartileMean.of([scores]);
    expect(of([0, 1, 11])).to.equal(4);
    expect(of([100, 1, 2, 3, 4, 5, -100])).to.equal(3);
    expect(of([9, 9, 1, 2, 3, 4, 0, 0])).to.equal(2.5);
  });

  it('have the standard error that many samples show', () => {
    const random = randomStream(1, 'errors');
    const draw = () =>
      [30, 20].map((runs, task) => Array.from({ length: runs }, () => random.uniform() + task));
    for (const aggregate of [taskMean, interquartileMean, optimalityGap(0.7)]) {
      const samples = Array.from({ length: 2000 }, draw);
      const seen = standardDeviation(samples.map((tasks) => aggregate.of(tasks)));
      const claimed = samples.map((tasks) => aggregate.standardError!(tasks));
      const mean = claimed.reduce((sum, each) => sum + each, 0) / claimed.length;
      // 2000 samples know a deviation to 1.6 %; the estimate itself is off by a few per cent at 50 runs.
      expect(mean / seen, aggregate.name).closeTo(1, 0.08);
    }
  });

  it('are NaN of nothing', () => {
    for (const aggregate of [taskMean, taskMedian, interquartileMean, optimalityGap()])
      expect(aggregate.of([[]]), aggregate.name).to.be.NaN;
  });
});

describe('improvementProbability', () => {
  it('is the mean over tasks of the Mann–Whitney statistic, where a tie counts one half', () => {
    // scipy.stats.mannwhitneyu gives .5, .75 and .175 of n · m for the three tasks.
    expect(improvementProbability(first, second)).closeTo(0.475, ROUNDING);
    expect(improvementProbability(second, first)).closeTo(0.525, ROUNDING);
    expect(improvementProbability(first, first)).closeTo(0.5, ROUNDING);
  });

  it('refuses agents on different tasks', () => {
    expect(() => improvementProbability(first, second.slice(1))).to.throw(RangeError);
  });
});

describe('performanceProfile', () => {
  it('is the share of runs strictly above each threshold', () => {
    const shares = performanceProfile(first, [0, 0.2, 0.7, 1.2]);
    [13, 10, 5, 2].forEach((runs, i) => expect(shares[i]).closeTo(runs / 15, ROUNDING));
  });
});

describe('sampleEfficiency', () => {
  const curves = [
    Replicates.bySeed([
      [0, [[0, 0] as const, [10, 1] as const]],
      [1, [[0, 0] as const, [20, 3] as const]],
    ]),
  ];

  it('aggregates the last point of each run so far', () => {
    expect(sampleEfficiency(curves, taskMean, [0, 10, 19, 20, 99])).to.deep.equal([0, 0.5, 0.5, 2, 2]);
  });

  it('refuses a place before the first point of a run', () => {
    const late = [Replicates.bySeed([[4, [[5, 1] as const]]])];
    expect(() => sampleEfficiency(late, taskMean, [1])).to.throw(InputError, 'seed 4 has no score by step 1');
  });
});
