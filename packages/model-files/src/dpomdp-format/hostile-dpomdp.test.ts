import { modelProblems } from '@pomdp-gym/models';
import { expect } from 'chai';
import fc from 'fast-check';
import type { ParseOptions } from '../pomdp-format/parse-pomdp.js';
import { randomTeamModel } from '../random-model.test.support.js';
import { parseDpomdp } from './parse-dpomdp.js';
import { writeDpomdp } from './write-dpomdp.js';

/** Small limits, so that a reader without them would be noticed by its memory. */
const limits = { states: 1000, actions: 1000, observations: 1000, rows: 100_000, entries: 200_000 };

/** Reads, and expects either a sound model or an error. */
function survive(text: string | Uint8Array, options: ParseOptions = { limits }): void {
  const { model, diagnostics } = parseDpomdp(text, options);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (model) expect(modelProblems(model)).to.deep.equal([]);
  expect(errors.length > 0, JSON.stringify(text)).to.equal(model === undefined);
  for (const { line, column, message } of diagnostics) {
    expect(line).to.be.at.least(1);
    expect(column).to.be.at.least(1);
    expect(message).to.match(/^[`A-Z0-9].*[.?]$/s);
  }
}

const kinds = (text: string, options: ParseOptions = {}) =>
  parseDpomdp(text, options)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ kind }) => kind);

/** Words of the grammar, thrown together. */
const word = fc.constantFrom(
  ...['agents: 2\n', 'discount: 1\n', 'values: reward\n', 'states: 2\n', 'start:\nuniform\n', 'start: 0\n'],
  ...['actions:\n2\n2\n', 'observations:\n1\na b\n', 'T: * :\nidentity\n', 'O: * :\nuniform\n'],
  ...['R: * : * : * : * : 1\n', 'T:', 'O:', 'R:', ' : ', '*', '* 0', '1 *', 'uniform', 'identity', '\n', '0'],
  ...['1', '0.5 0.5\n', '-1', '1e999', 'a', '#', '#@pomdp-gym terminal [0]\n', '#@pomdp-gym agents [[]]\n'],
  ...['\u0000', 'é', ':', 'start include', 'agents:', 'actions:', '3', '1e9'],
);

const HEAD = 'agents: 2\ndiscount: 1\nvalues: reward\nstates: 2\nstart:\nuniform\n';

describe('parseDpomdp on hostile input', () => {
  it('survives random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        survive(bytes);
      }),
      { seed: 24, numRuns: 300 },
    );
  });

  it('survives words of the grammar in any order, after a sound head too', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(word, { maxLength: 60 }), (headed, words) => {
        const head = headed ? `${HEAD}actions:\n2\n2\nobservations:\n1\na b\n` : '';
        survive(head + words.join(' '));
      }),
      { seed: 25, numRuns: 800 },
    );
  });

  it('survives edits of sound files', () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat({ max: 12 }),
      insert: fc.oneof(word, fc.string({ maxLength: 3 })),
    });
    fc.assert(
      fc.property(randomTeamModel, fc.array(edit, { minLength: 1, maxLength: 4 }), (model, edits) => {
        let text = writeDpomdp(model);
        for (const { at, remove, insert } of edits) {
          const place = Math.floor(at * text.length);
          text = text.slice(0, place) + insert + text.slice(place + remove);
        }
        survive(text);
      }),
      { seed: 26, numRuns: 200 },
    );
  });

  it('survives a sound file cut anywhere', () => {
    const text = writeDpomdp(fc.sample(randomTeamModel, { seed: 27, numRuns: 1 })[0]!);
    for (let length = 0; length < text.length; length += 3) survive(text.slice(0, length));
  });

  it('refuses joint spaces that are too large, and asks no memory for them', () => {
    const wide = `${HEAD}actions:\n1000\n1000\nobservations:\n2\n2\nT: * :\nidentity\n`;
    expect(kinds(wide)[0]).to.equal('too-large');
    expect(kinds(wide.replace('agents: 2', 'agents: 1000000000'))[0]).to.equal('too-large');
  });

  it('refuses stars whose expansion would take too much memory', () => {
    const head = `${HEAD}actions:\n30\n30\nobservations:\n1\n1\n`;
    const text = `${head}${'T: * 0 : 0 : 0 : 1\n'.repeat(3000)}`;
    expect(kinds(text, { limits: { entries: 90_000 } })).to.include('too-large');
    expect(kinds(text)).not.to.include('too-large');
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
      'T:a:b:c 1 ',
    ]) {
      survive(piece.repeat(Math.ceil(60_000 / piece.length)));
      const head = `${HEAD}actions:\n2\n2\nobservations:\n2\n2\n`;
      survive(head + piece.repeat(Math.ceil(60_000 / piece.length)));
      survive(head + `${piece}\n`.repeat(Math.ceil(60_000 / piece.length)));
    }
  });
});
