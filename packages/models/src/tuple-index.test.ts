import { expect } from 'chai';
import { jointLabels } from './joint-labels.js';
import { TupleIndex } from './tuple-index.js';

describe('TupleIndex', () => {
  const tuples = new TupleIndex([2, 3, 4]);

  it('numbers tuples with the last entry fastest', () => {
    expect(tuples.size).to.equal(24);
    expect(tuples.entries(0)).to.deep.equal([0, 0, 0]);
    expect(tuples.entries(1)).to.deep.equal([0, 0, 1]);
    expect(tuples.entries(23)).to.deep.equal([1, 2, 3]);
    expect(tuples.indexOf([1, 0, 2])).to.equal(14);
    for (let index = 0; index < 24; index++) expect(tuples.indexOf(tuples.entries(index))).to.equal(index);
  });

  it('has each entry of the index behind the last one behind its own', () => {
    expect(tuples.entries(24)).to.deep.equal([2, 3, 4]);
  });

  it('replaces one entry', () => {
    expect(tuples.entries(tuples.replaced(14, 1, 2))).to.deep.equal([1, 2, 2]);
  });
});

describe('jointLabels', () => {
  const named = { kind: 'discrete', size: 2, labels: ['a', 'b'] } as const;
  const counted = { kind: 'discrete', size: 2 } as const;

  it('sets the names of entries side by side, numbers where there are none', () => {
    expect(jointLabels([named, counted])).to.deep.equal(['a 0', 'a 1', 'b 0', 'b 1']);
    expect(jointLabels([counted, counted])).to.equal(undefined);
    expect(jointLabels([named, named], 3)).to.equal(undefined);
  });
});
