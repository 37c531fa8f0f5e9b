import type { Spaces } from '@pomdp-gym/contracts';
import { describePolicy } from '@pomdp-gym/conformance';
import { expect } from 'chai';
import { uniform } from './uniform.js';

describePolicy(uniform);

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

  it('has no table over vectors, and refuses a box of actions', () => {
    const box = { kind: 'box', low: [0], high: [1] } as const;
    expect(uniform.create({}, { ...finite, observationSpace: box }).table).to.equal(undefined);
    expect(() => uniform.create({}, { ...finite, actionSpace: box })).to.throw(RangeError, 'finitely many');
  });
});
