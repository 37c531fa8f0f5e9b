import { describeEnvironment, itEqualsPublicFile } from '@pomdp-gym/conformance';
import { expect } from 'chai';
import { decTiger } from './dec-tiger.js';

describeEnvironment(decTiger);

describe('DecTiger-v0', () => {
  const create = (options: object = {}) => decTiger.create(decTiger.options.parse(options));

  // .85² and .85 · .15 are rounded to the file's decimals.
  itEqualsPublicFile(() => create({ discount: 1 }), 'dec/dectiger.dpomdp', { observationTables: 1e-15 });

  it('has two agents of three actions and two observations, and shows nothing first', () => {
    const { actionSpace, observationSpace } = create();
    expect(actionSpace.factors!.map(({ size }) => size)).to.deep.equal([3, 3]);
    expect(observationSpace.factors!.map(({ size }) => size)).to.deep.equal([2, 2]);
    expect(observationSpace.labels!.at(-1)).to.equal('nothing yet');
  });
});
