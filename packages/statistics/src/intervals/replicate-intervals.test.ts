import { InputError } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { interquartileMean } from '../aggregates/interquartile-mean.js';
import { taskMean } from '../aggregates/task-mean.js';
import { taskMedian } from '../aggregates/task-median.js';
import { Replicates } from '../replicates.js';
import { aggregateInterval, type BootstrapKind } from './aggregate-interval.js';
import { DEFAULT_KIND } from './interval-kind.js';
import { meanInterval } from './mean-interval.js';
import { skewnessCorrection } from './skewness-correction.js';
import { toleranceInterval } from './tolerance-interval.js';

const replicates = (scores: readonly number[]) =>
  Replicates.bySeed(scores.map((score, seed) => [seed, score] as const));
const runs = replicates([3.1, 0.2, 0.5, 1.1, 0.3, 0.9, 0.4, 2.2]);
const successes = (count: number, of: number) =>
  replicates(Array.from({ length: of }, (_, i) => (i < count ? 1 : 0)));

describe('meanInterval', () => {
  // Reference values by NumPy 2.4 and SciPy 1.17; its quantiles of t and ours differ in the last digits.
  it('joins Hall’s interval with Student’s by default', () => {
    const { estimate, low, high, kind } = meanInterval(runs);
    expect(estimate).closeTo(1.0875, 1e-12);
    expect(kind).to.equal(DEFAULT_KIND);
    expect(low, 'Student’s reaches farther down').closeTo(0.21932825548143864, 1e-9);
    expect(high, 'Hall’s reaches farther up').closeTo(2.6345508347676203, 1e-9);
  });

  it('mirrors with the scores', () => {
    const { low, high } = meanInterval(runs);
    const mirrored = meanInterval(runs.map((score) => -score));
    expect(mirrored.low).closeTo(-high, 1e-12);
    expect(mirrored.high).closeTo(-low, 1e-12);
  });

  it('is Student’s where no skewness can be known, and for two points', () => {
    for (const scores of [[1, 2], [1], [0, 0, 0, 1]]) {
      const { low, high } = meanInterval(replicates(scores));
      const student = meanInterval(replicates(scores), { kind: 'Student t' });
      expect([low, high]).to.deep.equal([student.low, student.high]);
    }
    expect(meanInterval(replicates([2, 2, 2]))).to.include({ low: 2, high: 2 });
  });

  it('is Anderson’s of bounded scores, and Clopper and Pearson’s of successes', () => {
    // ∫ of the moved distribution function over a grid of 4 million points.
    const bounded = meanInterval(runs, { kind: 'bounded mean', range: [0, 4] });
    expect(bounded.low).closeTo(0.1928547538253378, 1e-5);
    expect(bounded.high).closeTo(2.843065124890559, 1e-5);
    // scipy.stats.binomtest(7, 10).proportion_ci(.95, 'exact')
    const rate = meanInterval(successes(7, 10), { kind: 'success rate' });
    expect(rate.low).closeTo(0.3475471499399921, 1e-9);
    expect(rate.high).closeTo(0.9332604888222655, 1e-9);
    expect(meanInterval(successes(0, 10), { kind: 'success rate' })).to.include({ low: 0 });
  });

  it('ends at the range', () => {
    expect(meanInterval(runs, { range: [0.5, 2] })).to.include({ low: 0.5, high: 2 });
  });

  it('refuses kinds that do not apply', () => {
    expect(() => meanInterval(runs, { kind: 'bounded mean' })).to.throw(InputError, 'finite range');
    expect(() => meanInterval(runs, { kind: 'bounded mean', range: [0, 1] })).to.throw(
      InputError,
      '1.1 lies outside',
    );
    expect(() => meanInterval(runs, { kind: 'success rate' })).to.throw(InputError, 'scores 0 and 1');
  });
});

describe('skewnessCorrection', () => {
  it('has its inverse', () => {
    const { transform, restore } = skewnessCorrection(runs.scores);
    for (const ratio of [-4, -1, 0, 0.3, 2.4, 5]) expect(restore(transform(ratio))).closeTo(ratio, 1e-12);
    expect(transform(1)).not.closeTo(1, 0.05);
  });
});

describe('aggregateInterval', () => {
  const interval = (kind: BootstrapKind, aggregate = taskMean) =>
    aggregateInterval([runs], aggregate, { kind, random: randomStream(3, 'bootstrap'), resamples: 39_999 });

  it('has the ends that SciPy’s bootstrap has', () => {
    // scipy.stats.bootstrap with 200,000 resamples: 40,000 place an end within about .01, and .04 where it is studentised.
    const percentile = interval('percentile bootstrap');
    expect(percentile.low).closeTo(0.4875, 0.02);
    expect(percentile.high).closeTo(1.8125, 0.02);
    const bca = interval('BCa bootstrap');
    expect(bca.low).closeTo(0.5625, 0.02);
    expect(bca.high).closeTo(1.975, 0.03);
    const studentised = interval('studentised bootstrap');
    expect(studentised.low).closeTo(0.4324, 0.02);
    expect(studentised.high).closeTo(3.3129, 0.12);
  });

  it('draws the seeds of each task apart', () => {
    // Tasks without spread leave no chance, however far they are from one another.
    const tasks = [replicates([0, 0, 0]), replicates([10, 10, 10])];
    for (const kind of ['percentile bootstrap', 'BCa bootstrap', 'studentised bootstrap'] as const) {
      const found = aggregateInterval(tasks, taskMean, { kind, random: randomStream(1, 'bootstrap') });
      expect(found, kind).to.include({ estimate: 5, low: 5, high: 5 });
    }
  });

  it('takes a kind that the aggregate allows, and refuses the studentised bootstrap of a median', () => {
    const settings = { random: randomStream(1, 'bootstrap') };
    expect(aggregateInterval([runs], interquartileMean, settings).kind).to.equal('studentised bootstrap');
    expect(aggregateInterval([runs], taskMedian, settings).kind).to.equal('BCa bootstrap');
    expect(() => interval('studentised bootstrap', taskMedian)).to.throw(
      InputError,
      'none is known for the median',
    );
  });

  it('is unbounded where resamples without spread decide an end, whatever their mean is rounded to', () => {
    // The mean of .1, .1, .1 is not .1, so the standard error of such a resample is about 1e-17.
    const settings = { kind: 'studentised bootstrap', random: randomStream(1, 'bootstrap') } as const;
    const { low, high } = aggregateInterval([replicates([0.1, 0.2, 0.7])], taskMean, settings);
    expect([low, high]).to.deep.equal([-Infinity, Infinity]);
  });

  it('names the coverage of the mean, and none for aggregates that were not measured', () => {
    expect(interval('percentile bootstrap', interquartileMean).coverage).to.equal(null);
  });
});

describe('toleranceInterval', () => {
  const ordered = (count: number) => replicates(Array.from({ length: count }, (_, i) => i + 1));

  it('needs 93 runs for 95 % of all with 95 % confidence, as published tables have it', () => {
    expect(toleranceInterval(ordered(93), 0.95)).to.include({ low: 1, high: 93 });
    expect(toleranceInterval(ordered(93), 0.95).confidence).closeTo(0.9500242047573837, 1e-9);
    expect(toleranceInterval(ordered(92), 0.95).confidence).closeTo(0.9478635970683231, 1e-9);
  });

  it('cuts off as many runs as the confidence allows', () => {
    // 1 − scipy.stats.beta.cdf(.9, 99 − 2c, 2c + 2) is .9997, .9922, .9424 for c = 0, 1, 2.
    const { low, high, confidence } = toleranceInterval(ordered(100), 0.9);
    expect([low, high]).to.deep.equal([2, 99]);
    expect(confidence).closeTo(0.9921635128788155, 1e-9);
  });

  it('says how little few runs say', () => {
    // Two runs hold half of all with probability 1/4: P(range ≥ ½) of two uniform numbers.
    expect(toleranceInterval(ordered(2), 0.5).confidence).closeTo(0.25, 1e-12);
    expect(toleranceInterval(ordered(1), 0.5)).to.include({ low: 1, high: 1, confidence: 0 });
  });
});
