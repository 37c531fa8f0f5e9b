import { describeEnvironment, itEqualsPublicFile } from '@pomdp-gym/conformance';
import { expect } from 'chai';
import { decTigerFrame } from './dec-tiger-frame.js';
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

  it('draws the tiger behind its door, and where each agent heard it last', () => {
    expect(decTigerFrame(1, [1, 0]).facts).to.deep.equal({
      'tiger behind': 'right door',
      'agent 1 heard': 'right door',
      'agent 2 heard': 'left door',
    });
    const svg = decTigerFrame(0, undefined).svg!;
    expect(svg.indexOf('>tiger<')).to.be.below(svg.indexOf('>treasure<'));
    expect(svg).not.to.contain('<line');
    expect(decTigerFrame(0, [0, 0]).svg!.match(/<line/g)).to.have.length(2);
  });
});
