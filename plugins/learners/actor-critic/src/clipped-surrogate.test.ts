import { addScores } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { clippedGain, meanDivergence, surrogateWeights } from './clipped-surrogate.js';
import { batchOf, SmallSoftmax } from './small-softmax.test.support.js';

const CLIP = 0.2;
const random = randomStream(1, 'rows');
const bit = () => random.uint32() & 1;
const rows = Array.from({ length: 40 }, () => [Math.floor(3 * random.uniform()), bit(), 0] as const);
const batch = batchOf(rows);
const gains = Float64Array.from(rows, () => 2 * random.uniform() - 1);
const before = [0.3, -0.2, 0.5, 0.1, -0.4, 0.2];

const logarithms = (policy: SmallSoftmax, of = batch) =>
  Float64Array.from({ length: of.length }, (_, row) => policy.logProbability(of, row));

const logBefore = logarithms(new SmallSoftmax(before));

/** The objective at θ, as the paper writes it. */
function objective(theta: readonly number[]): number {
  const logNow = logarithms(new SmallSoftmax(theta));
  return logNow.reduce(
    (sum, now, i) => sum + clippedGain(Math.exp(now - logBefore[i]!), gains[i]!, CLIP) / logNow.length,
    0,
  );
}

/** Its gradient, by weights of scores. */
function gradient(theta: readonly number[], entropy = 0): Float64Array {
  const policy = new SmallSoftmax(theta);
  const weights = new Float64Array(batch.length);
  const judged = { length: batch.length, advantages: gains, logBefore, logNow: logarithms(policy) };
  surrogateWeights(judged, CLIP, entropy, weights);
  const into = new Float64Array(6);
  addScores(policy, batch, weights, into);
  return into;
}

/** Central differences with h = 1e-6: their error is about 1e-10 here. */
function differences(of: (theta: readonly number[]) => number, theta: readonly number[]): number[] {
  return theta.map((value, k) => {
    const at = (shift: number) => of(theta.with(k, value + shift));
    return (at(1e-6) - at(-1e-6)) / 2e-6;
  });
}

describe('The clipped surrogate', () => {
  it('is cut where a ratio leaves the range in the direction that gains', () => {
    expect(clippedGain(1.5, 2, 0.2)).to.equal(2.4);
    expect(clippedGain(0.5, 2, 0.2)).to.equal(1);
    expect(clippedGain(1.5, -2, 0.2)).to.equal(-3);
    expect(clippedGain(0.5, -2, 0.2)).to.equal(-1.6);
  });

  it('has the policy gradient estimate (1/n) Σ A_i ∇log p_i as its gradient where the policy is the one that acted', () => {
    const estimate = new Float64Array(6);
    const weights = gains.map((gain) => gain / batch.length);
    addScores(new SmallSoftmax(before), batch, weights, estimate);
    gradient(before).forEach((value, k) => expect(value).to.be.closeTo(estimate[k]!, 1e-15));
  });

  it('has its gradient by differences there', () => {
    const expected = differences(objective, before);
    gradient(before).forEach((value, k) => expect(value).to.be.closeTo(expected[k]!, 1e-8));
  });

  it('has its gradient by differences elsewhere too, where ratios are clipped on either side', () => {
    const theta = [0.9, -0.6, 0.1, 0.4, -0.7, 0.6];
    const ratios = logarithms(new SmallSoftmax(theta)).map((now, i) => Math.exp(now - logBefore[i]!));
    const clipped = (side: (ratio: number, gain: number) => boolean) =>
      ratios.filter((ratio, i) => side(ratio, gains[i]!)).length;
    expect(clipped((ratio, gain) => ratio > 1.2 && gain > 0)).to.be.above(0);
    expect(clipped((ratio, gain) => ratio < 0.8 && gain < 0)).to.be.above(0);
    expect(clipped((ratio, gain) => ratio > 1.2 && gain < 0)).to.be.above(0);
    expect(clipped((ratio, gain) => ratio < 0.8 && gain > 0)).to.be.above(0);
    const expected = differences(objective, theta);
    gradient(theta).forEach((value, k) => expect(value).to.be.closeTo(expected[k]!, 1e-8));
  });

  it('has the gradient of the entropy in its bonus, on rows as frequent as the policy makes them', () => {
    // μ(1 | 0) = ¾: of four rows three take action 1.
    const theta = [0, Math.log(3), 0, 0, 0, 0];
    const often = batchOf([
      [0, 0, 0],
      [0, 1, 0],
      [0, 1, 0],
      [0, 1, 0],
    ]);
    const policy = new SmallSoftmax(theta);
    const now = logarithms(policy, often);
    const weights = new Float64Array(4);
    const still = { length: 4, advantages: new Float64Array(4), logBefore: now, logNow: now };
    surrogateWeights(still, CLIP, 0.5, weights);
    const into = new Float64Array(6);
    addScores(policy, often, weights, into);
    const entropy = (at: readonly number[]) =>
      new SmallSoftmax(at).law(0).reduce((sum, p) => sum - p * Math.log(p), 0);
    const expected = differences((at) => 0.5 * entropy(at), theta);
    into.forEach((value, k) => expect(value).to.be.closeTo(expected[k]!, 1e-8));
  });

  it('measures the divergence: exactly on rows as frequent as the first policy makes them', () => {
    const [p, q] = [new SmallSoftmax([0, Math.log(3)]), new SmallSoftmax([0, Math.log(1.5)])];
    const often = batchOf([
      [0, 0, 0],
      [0, 1, 0],
      [0, 1, 0],
      [0, 1, 0],
    ]);
    const rowsOf = { length: 4, advantages: new Float64Array(4) };
    const found = meanDivergence({
      ...rowsOf,
      logBefore: logarithms(p, often),
      logNow: logarithms(q, often),
    });
    expect(found).to.be.closeTo(0.25 * Math.log(0.25 / 0.4) + 0.75 * Math.log(0.75 / 0.6), 1e-15);
  });
});
