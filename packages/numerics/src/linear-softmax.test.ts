import { expect } from 'chai';
import { LinearSoftmax } from './linear-softmax.js';
import { randomStream } from './random-stream.js';

describe('LinearSoftmax', () => {
  const law = new LinearSoftmax(3, 2);
  beforeEach(() => {
    law.parameters.set([Math.log(2), 0, 0, Math.log(3), 0, 0]);
    law.features.set([1, 2]);
  });

  it('has the probabilities of θ_u · x: 2, 9 and 1 in 12', () => {
    // A few roundings of numbers below 5.
    [2, 9, 1].forEach((share, u) => expect(Math.exp(law.logProbability(u))).closeTo(share / 12, 1e-15));
  });

  it('draws with these: 10⁴ draws within five standard errors', () => {
    const random = randomStream(1, 'draws');
    const counts = [0, 0, 0];
    for (let i = 0; i < 10_000; i++) counts[law.draw(random)]!++;
    [2, 9, 1].forEach((share, u) => {
      const p = share / 12;
      expect(counts[u]! / 1e4).closeTo(p, 5 * Math.sqrt((p * (1 - p)) / 1e4));
    });
  });

  it('adds (1{u = a} − p(u)) x, weighed', () => {
    const sum = new Float64Array(6).fill(1);
    law.addScore(1, 12, sum);
    const expected = [-2, -4, 3, 6, -1, -2];
    // Roundings of sums of numbers below 12.
    sum.forEach((value, k) => expect(value).closeTo(1 + expected[k]!, 1e-14));
  });

  it('keeps the digits of a score where it is all but certain', () => {
    law.parameters.set([40, 0, -40, 0, -1000, 0]);
    const sum = new Float64Array(6);
    law.addScore(0, 1, sum);
    const q = 1 / (1 + Math.exp(80));
    expect(sum[0]! / q).closeTo(1, 1e-15);
    expect(sum[2]! / -q).closeTo(1, 1e-15);
  });

  it('is written a line an outcome', () => {
    expect(law.lines((u) => `action ${u}`)).to.deep.equal([
      'action 0: 0.693 0.00',
      'action 1: 0.00 1.10',
      'action 2: 0.00 0.00',
    ]);
  });
});
