import { modelProblems } from '@pomdp-gym/models';
import { expect } from 'chai';
import fc from 'fast-check';
import { parsePomdp, type ParseOptions } from './parse-pomdp.js';
import { randomFile } from './random-file.test.support.js';

/** Small limits, so that a reader without them would be noticed by its memory. */
const limits = { states: 1000, actions: 1000, observations: 1000, rows: 100_000, entries: 200_000 };

/** Reads, and expects either a sound model or an error. */
function survive(text: string | Uint8Array, options: ParseOptions = { limits }): void {
  const { model, diagnostics } = parsePomdp(text, options);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (model) expect(modelProblems(model)).to.deep.equal([]);
  expect(errors.length > 0).to.equal(model === undefined);
  for (const { line, column, message } of diagnostics) {
    expect(line).to.be.at.least(1);
    expect(column).to.be.at.least(1);
    expect(message).to.match(/^[`A-Z0-9].*[.?]$/s);
  }
}

const kinds = (text: string, options: ParseOptions = {}) =>
  parsePomdp(text, options)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ kind }) => kind);

const message = (text: string) => parsePomdp(text).diagnostics[0]?.message;

/** Words of the grammar, thrown together. */
const word = fc.constantFrom(
  ...[
    'discount:',
    'values:',
    'reward',
    'cost',
    'states:',
    'actions:',
    'observations:',
    'start:',
    'start include:',
  ],
  ...[
    'T:',
    'O:',
    'R:',
    'T : 0 : 1',
    ': 0',
    '*',
    'uniform',
    'identity',
    'reset',
    '0',
    '1',
    '2',
    '0.5',
    '-1',
    '1e9',
  ],
  ...[
    'a',
    '- ',
    '+',
    '#@pomdp-gym terminal [0]\n',
    '#@pomdp-gym x {\n',
    '#',
    '\n',
    ':',
    '1e999',
    '\u0000',
    'é',
  ],
);

describe('parsePomdp on hostile input', () => {
  it('survives random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        survive(bytes);
      }),
      { seed: 4, numRuns: 400 },
    );
  });

  it('survives words of the grammar in any order', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 80 }), (words) => {
        survive(words.join(' '));
      }),
      { seed: 5, numRuns: 800 },
    );
  });

  it('survives edits of sound files', () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat({ max: 12 }),
      insert: fc.oneof(word, fc.string({ maxLength: 3 })),
    });
    fc.assert(
      fc.property(randomFile, fc.array(edit, { minLength: 1, maxLength: 4 }), ({ text }, edits) => {
        let edited = text;
        for (const { at, remove, insert } of edits) {
          const place = Math.floor(at * edited.length);
          edited = edited.slice(0, place) + insert + edited.slice(place + remove);
        }
        survive(edited);
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  it('survives a sound file cut anywhere', () => {
    const text = fc.sample(randomFile, { seed: 7, numRuns: 1 })[0]!.text;
    for (let length = 0; length < text.length; length++) survive(text.slice(0, length));
  });

  it('refuses gigantic counts with the limit in the sentence, and asks no memory for them', () => {
    const text = 'discount: 1 values: reward states: 1000000000 actions: 2 observations: 2\nT: * identity';
    const [first] = parsePomdp(text).diagnostics;
    expect(first).to.include({ kind: 'too-large', line: 1, text: '1000000000' });
    expect(first!.message).to.equal('1,000,000,000 states are more than this reader takes: 1,000,000.');
    expect(kinds(text.replace('1000000000', '1e400'))).to.deep.equal(['out-of-range']);
    expect(kinds(text.replace('1000000000', '1000000').replace('2', '100000'))).to.deep.equal(['too-large']);
    expect(kinds(`states: ${'s'.repeat(9)} a b c d e f g h`, { limits: { states: 5 } })[0]).to.equal(
      'too-large',
    );
  });

  it('refuses tables too large to store before it builds them', () => {
    const head = 'discount: 1 values: reward states: 100000 actions: 2 observations: 2 ';
    expect(kinds(`${head}T: * uniform O: * uniform R: * : * : * : * 1`)).to.deep.equal(['too-large']);
    expect(kinds(`${head}T: * identity O: * uniform R: * : * : * : * 1`)).to.deep.equal([]);
    const small =
      'discount: 1 values: reward states: 30 actions: 2 observations: 30 T: * uniform O: * uniform ';
    const rewards = 'R: * : * : * : 1 1';
    expect(kinds(small + rewards)).to.deep.equal([]);
    expect(kinds(small + rewards, { limits: { entries: 30 * 30 * 2 } })).to.deep.equal(['too-large']);
  });

  it('refuses tables that many actions share once they are too large for each to have its own', () => {
    const file = (states: number, actions: number, transitions: string) =>
      `discount: 0.9 values: reward states: ${states} actions: ${actions} observations: 2
T: * ${transitions} O: * uniform R: * : * : * : * 1`;
    expect(message(file(1000, 10_000, 'uniform'))).to.contain(
      'hold 10,000,000,000 numbers over all actions, more than this reader takes: 20,000,000.',
    );
    const tight = { limits: { entries: 100 * 10 * 2 } };
    expect(kinds(file(100, 10, 'identity'), tight)).to.deep.equal([]);
    expect(kinds(file(100, 11, 'identity'), tight), 'O: 100 × 11 × 2').to.deep.equal(['too-large']);
  });

  it('counts rewards before it stores them: a table for each action that a rule names, one for all others', () => {
    const file = (rewards: string) => `discount: 0.9 values: reward states: 10 actions: 3 observations: 1
T: * uniform O: * uniform R: * : * : * : * 1 ${rewards}`;
    const { model } = parsePomdp(file('R: 1 : * : * : * 2'));
    expect(model!.rewards[0]).to.equal(model!.rewards[2]);
    expect(model!.rewards.map(({ values }) => values[0])).to.deep.equal([1, 2, 1]);
    const byObservation = 'R: 1 : * : * : 0 2';
    expect(kinds(file(byObservation), { limits: { entries: 300 } })).to.deep.equal([]);
    expect(kinds(file(byObservation), { limits: { entries: 299 } })).to.deep.equal(['too-large']);
  });

  it('refuses wildcards whose expansion would never end', () => {
    const entries = Array.from({ length: 900 }, (_, state) => `T: * : * : ${state} 0`).join('\n');
    const text = `states: 900 actions: 100 observations: 1 O: * uniform T: * identity\n${Array.from(
      { length: 100 },
      (_, action) => `T: ${action} : 0 : 0 1`,
    ).join('\n')}\n${entries}`;
    expect(kinds(text, { limits: { entries: 90_000 } })).to.include('too-large');
  });

  it('stays linear in one endless line, one endless comment, one endless name, one endless number', () => {
    for (const piece of [
      'T: x ',
      'x',
      '#',
      '9',
      ': ',
      '- ',
      'start ',
      '* ',
      '\u0000 ',
      'states: ',
      'T:a:b:c 1 2 3 ',
    ]) {
      survive(piece.repeat(Math.ceil(60_000 / piece.length)));
      survive(`states: 2 actions: 2 observations: 2\n${piece.repeat(Math.ceil(60_000 / piece.length))}`);
    }
  });
});
