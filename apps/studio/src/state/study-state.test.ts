import { expect } from 'chai';
import { cellOf, initialStudyState, narrowed } from './study-state.js';

describe('The state of a study', () => {
  const size = { environments: 2, agents: 3 };
  const cell = (change: object) => cellOf({ ...initialStudyState, ...change }, size);

  it('looks at a row of what it is narrowed to: the same agent, or the same environment', () => {
    expect(cell({ cell: 4 })).to.equal(4);
    expect(cell({ cell: 1, ofEnvironment: 1 })).to.equal(4);
    expect(cell({ cell: 4, ofAgent: 2 })).to.equal(5);
    expect(cell({ cell: 0, ofEnvironment: 1, ofAgent: 2 })).to.equal(5);
  });

  it('takes what the study does not have as not narrowed', () => {
    expect(cell({ cell: 6 })).to.equal(0);
    expect(narrowed({ ...initialStudyState, ofEnvironment: 2, ofAgent: 2 }, size)).to.deep.include({
      ...{ ofEnvironment: -1, ofAgent: 2 },
    });
  });
});
