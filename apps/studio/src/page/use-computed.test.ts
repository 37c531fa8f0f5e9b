import { expect } from 'chai';
import { computedOf } from './use-computed.js';

describe('computedOf', () => {
  const first = { key: '"a"', of: 'a', value: 1 };

  it('is the value of the present question, with that question', () => {
    expect(computedOf(first, '"a"')).to.deep.equal({ value: 1, of: 'a', busy: false });
  });

  it('is busy from the moment the question changes, and its value keeps the question that it belongs to', () => {
    expect(computedOf(first, '"b"')).to.deep.equal({ value: 1, of: 'a', busy: true });
    expect(computedOf(undefined, '"a"')).to.deep.equal({ busy: true });
  });

  it('shows the failure of the present question alone', () => {
    const failed = { key: '"a"', error: 'It has no model.' };
    expect(computedOf(failed, '"a"')).to.deep.equal({ error: 'It has no model.', busy: false });
    expect(computedOf(failed, '"b"')).to.deep.equal({ busy: true });
  });
});
