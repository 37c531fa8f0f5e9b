import { expect } from 'chai';
import fc from 'fast-check';
import { modelProblems } from '../check-model.js';
import { randomModel } from '../random-model.test.support.js';
import { parsePomdpx } from './parse-pomdpx.js';
import { writePomdpx } from './write-pomdpx.js';

const limits = { states: 500, actions: 500, observations: 500, rows: 20_000, entries: 50_000 };

/** Reads, and expects either a sound model or an error. */
function survive(text: string | Uint8Array): void {
  const { model, diagnostics } = parsePomdpx(text, { limits });
  if (model) expect(modelProblems(model)).to.deep.equal([]);
  expect(diagnostics.some(({ severity }) => severity === 'error')).to.equal(model === undefined);
  for (const { line, column } of diagnostics) expect(Math.min(line, column)).to.be.at.least(1);
}

const piece = fc.constantFrom(
  ...[
    '<',
    '>',
    '/',
    '"',
    '&',
    '&lt;',
    '&bad;',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?pomdp-gym terminal [0]?>',
  ],
  ...[
    '*',
    '-',
    '0',
    '1',
    '0.5',
    '-1',
    'identity',
    'uniform',
    'null',
    's0',
    'a0',
    'o1',
    'state_0',
    'state_1',
    'action',
  ],
  ...[
    'type="DD"',
    '<DAG>',
    '<Node var="state_1">',
    '<Terminal>1</Terminal>',
    'fullyObs="true"',
    '999999999',
    '\u0000',
  ],
);

describe('parsePomdpx on hostile input', () => {
  it('survives random text and random bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.array(piece).map((all) => all.join(' ')),
        ),
        survive,
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  it('survives edits of sound files', () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat({ max: 12 }),
      insert: fc.oneof(piece, fc.string({ maxLength: 3 })),
    });
    fc.assert(
      fc.property(randomModel, fc.array(edit, { minLength: 1, maxLength: 3 }), (model, edits) => {
        let text = writePomdpx(model);
        for (const { at, remove, insert } of edits) {
          const place = Math.floor(at * text.length);
          text = text.slice(0, place) + insert + text.slice(place + remove);
        }
        survive(text);
      }),
      { seed: 12, numRuns: 120 },
    );
  });

  it('survives values put in the place of others, which stays well-formed XML', () => {
    fc.assert(
      fc.property(randomModel, fc.nat(), piece, (model, which, word) => {
        const text = writePomdpx(model);
        const words = [...text.matchAll(/(?<=[> "])[\w.*-]+(?=[ <"])/g)];
        const { index, 0: old } = words[which % words.length]!;
        survive(text.slice(0, index) + word.replace(/[<>&"]/g, '') + text.slice(index + old.length));
      }),
      { seed: 13, numRuns: 120 },
    );
  });
});
