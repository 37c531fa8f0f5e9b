import { expect } from 'chai';
import { SoftmaxRows } from './softmax-rows.js';

describe('SoftmaxRows', () => {
  const rows = new SoftmaxRows(Int32Array.of(0, 2, 5));
  beforeEach(() => rows.parameters.set([0, Math.log(3), Math.log(2), 0, 0]));

  it('has rows of different lengths, each a distribution', () => {
    rows.writeRow(0);
    rows.writeRow(1);
    const expected = [0.25, 0.75, 0.5, 0.25, 0.25];
    // A few roundings of numbers below 1.
    rows.probabilities.forEach((p, i) => expect(p).closeTo(expected[i]!, 1e-15));
    expect(rows.logProbability(1, 0)).closeTo(Math.log(0.5), 1e-15);
  });

  it('is no distribution where a number is infinite, of two outcomes or three', () => {
    rows.parameters.set([Infinity, 0, Infinity, 0, 0]);
    rows.writeRow(0);
    rows.writeRow(1);
    for (const first of [0, 2]) expect(rows.probabilities[first], `${first}`).to.be.NaN;
  });

  it('sums the scores that are counted, once', () => {
    const sum = new Float64Array(5).fill(1);
    rows.count(0, 1, 2);
    rows.count(0, 0, 1);
    rows.count(1, 2, -4);
    rows.addCounted(sum);
    // w_i − p_i Σ w: (1, 2) − 3 (.25, .75) and (0, 0, −4) + 4 (.5, .25, .25), added to 1
    const expected = [1.25, 0.75, 3, 2, -2];
    sum.forEach((value, i) => expect(value).closeTo(expected[i]!, 1e-15));
    const more = new Float64Array(5);
    rows.addCounted(more);
    expect([...more]).to.deep.equal([0, 0, 0, 0, 0]);
  });

  it('keeps the digits of scores and logarithms where a row is saturated', () => {
    rows.parameters.set([40, -40, 1000, -1000, 0]);
    const sum = new Float64Array(5);
    rows.count(0, 0, 1);
    rows.addCounted(sum);
    const q = 1 / (1 + Math.exp(80));
    expect(sum[0]! / q).closeTo(1, 1e-15);
    expect(sum[1]! / -q).closeTo(1, 1e-15);
    expect(rows.logProbability(1, 1)).to.equal(-2000);
  });
});
