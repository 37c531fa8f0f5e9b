import { expect } from 'chai';
import fc from 'fast-check';
import { finiteModel } from '@pomdp-gym/models';
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

  it('writes what APPL reads: a description, no word but the first belief’s, an entry where nothing is earned', () => {
    const model = finiteModel({
      states: 2,
      actions: 1,
      observations: 2,
      labels: { states: ['a > b', '?'] },
      transition: () => [
        [0, 0.5],
        [1, 0.5],
      ],
      observation: (_action, next) => [[next, 1]],
      reward: () => 0,
      start: [
        [0, 0.5],
        [1, 0.5],
      ],
      discount: 0.5,
    });
    for (const comment of [undefined, '', ' \n']) {
      const text = writePomdpx(model, comment === undefined ? {} : { comment });
      expect(text).to.contain('<Description>A model written by pomdp-gym.</Description>');
      expect(text.match(/uniform|identity/g), text).to.deep.equal(['uniform']);
      expect(text).to.contain('<Entry><Instance>*</Instance><ValueTable>0</ValueTable></Entry>');
      expect(text).to.contain('["a \\u003e b","\\u003f"]');
    }
  });

  it('refuses an invalid model', () => {
    const model = fc.sample(randomModel, { seed: 1, numRuns: 1 })[0]!;
    expect(() => writePomdpx({ ...model, start: new Float64Array(model.states) })).to.throw(
      RangeError,
      'sum to 0',
    );
  });
});
