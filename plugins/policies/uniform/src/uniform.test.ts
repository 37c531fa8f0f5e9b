import type { Spaces } from '@pomdp-gym/contracts';
import { describePolicy } from '@pomdp-gym/conformance';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { uniform } from './uniform.js';

describePolicy(uniform);
describePolicy(uniform, {
  spaces: {
    observationSpace: { kind: 'box', low: [-1, 0], high: [1, Infinity] },
    actionSpace: { kind: 'box', low: [-2, 10], high: [2, 30] },
  },
});

describe('uniform policy', () => {
  const finite: Spaces = {
    observationSpace: { kind: 'discrete', size: 2 },
    actionSpace: { kind: 'discrete', size: 4 },
  };

  it('gives every action the same probability', () => {
    const table = uniform.create({}, finite).table!();
    expect(table).to.deep.equal({
      observations: 2,
      actions: 4,
      probabilities: new Float64Array(8).fill(0.25),
    });
  });

  it('has no table over vectors', () => {
    const box = { kind: 'box', low: [0], high: [1] } as const;
    expect(uniform.create({}, { ...finite, observationSpace: box }).table).to.equal(undefined);
  });

  it('fills a box of actions evenly', () => {
    const [low, high] = [
      [-2, 10],
      [2, 30],
    ] as const;
    const policy = uniform.create({}, { ...finite, actionSpace: { kind: 'box', low, high } });
    policy.reset(randomStream(1, 'policy'));
    const draws = 40_000;
    const counts = [0, 1].map(() => new Float64Array(10));
    for (let draw = 0; draw < draws; draw++) {
      const action = policy.act(0) as Float64Array;
      action.forEach((x, axis) => {
        counts[axis]![Math.floor((10 * (x - low[axis]!)) / (high[axis]! - low[axis]!))]!++;
      });
    }
    // A tenth of the draws each, with standard deviation √(.1 · .9 · 40,000) = 60; five of these for 20 counts.
    for (const count of counts.flatMap((each) => [...each])) expect(count).to.be.closeTo(draws / 10, 300);
  });

  it('refuses a box without limits', () => {
    const actionSpace = { kind: 'box', low: [0], high: [Infinity] } as const;
    expect(() => uniform.create({}, { ...finite, actionSpace })).to.throw(RangeError, 'finite limits');
  });
});
