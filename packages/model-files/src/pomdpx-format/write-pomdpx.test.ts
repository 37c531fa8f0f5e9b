import { expect } from 'chai';
import fc from 'fast-check';
import { randomModel } from '../random-model.test.support.js';
import { parsePomdpx } from './parse-pomdpx.js';
import { writePomdpx } from './write-pomdpx.js';

describe('writePomdpx', () => {
  it('writes what reads back to the bit, for any sound model', () => {
    fc.assert(
      fc.property(randomModel, (model) => {
        const text = writePomdpx(model, { comment: 'A & B <c> \u0000' });
        const { model: again, diagnostics } = parsePomdpx(text);
        expect(again, text).to.deep.equal(model);
        const warnings = model.discount === undefined ? ['missing'] : [];
        expect(diagnostics.map(({ kind }) => kind)).to.deep.equal(warnings);
      }),
      { seed: 10, numRuns: 120 },
    );
  });

  it('refuses a model that is none', () => {
    const model = fc.sample(randomModel, { seed: 1, numRuns: 1 })[0]!;
    expect(() => writePomdpx({ ...model, start: new Float64Array(model.states) })).to.throw(
      RangeError,
      'sum to 0',
    );
  });
});
