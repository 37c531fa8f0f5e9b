import { expect } from 'chai';
import { wholeNumberProblem } from './whole-number-problem.js';

describe('wholeNumberProblem', () => {
  it('is one sentence about a text that is no whole number of the range', () => {
    expect(wholeNumberProblem('paths', '1000', [1, 100])).to.equal(
      'The field "paths" holds "1000"; it must be a whole number from 1 to 100.',
    );
    expect(wholeNumberProblem('seed', '-1', [0, Number.MAX_SAFE_INTEGER])).to.equal(
      'The field "seed" holds "-1"; it must be a whole number of 0 or more.',
    );
    for (const text of ['', ' ', '1.5', 'ten'])
      expect(wholeNumberProblem('paths', text, [1, 100])).to.be.a('string');
  });

  it('is absent for both ends of the range', () => {
    expect(['1', '100', '1e1'].map((text) => wholeNumberProblem('paths', text, [1, 100]))).to.deep.equal([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
