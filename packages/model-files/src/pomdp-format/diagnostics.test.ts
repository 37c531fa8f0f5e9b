import { expect } from 'chai';
import type { DiagnosticKind } from '../diagnostic.js';
import { formatDiagnostic } from '../diagnostic.js';
import { parsePomdp } from './parse-pomdp.js';

const HEAD = `discount: 0.95
values: reward
states: left right
actions: go stay
observations: 2
`;
const BODY = `T: * identity
O: * uniform
R: * : * : * : * 1
`;

/** Kind, line, column and passage of every error; there must be no model and no warning beside `missing` ones. */
function errors(text: string): [kind: DiagnosticKind, line: number, column: number, text: string][] {
  const { model, diagnostics } = parsePomdp(text);
  const found = diagnostics.filter(({ severity }) => severity === 'error');
  expect(model === undefined, 'an error leaves no model').to.equal(found.length > 0);
  for (const { text: passage, length } of found) expect(length).to.be.at.least(passage.length - 1);
  return found.map(({ kind, line, column, text: passage }) => [kind, line, column, passage]);
}

const message = (text: string) =>
  parsePomdp(text)
    .diagnostics.map((diagnostic) => diagnostic.message)
    .join('\n');

describe('diagnostics of parsePomdp', () => {
  it('an unknown name, with the nearest one', () => {
    const text = `${HEAD}${BODY}T: go : lfet : right 1\nO: jump : left 1 0\nR: go : * : * : 2 1`;
    expect(errors(text)).to.deep.equal([
      ['unknown-name', 9, 9, 'lfet'],
      ['unknown-name', 10, 4, 'jump'],
      ['out-of-range', 11, 17, '2'],
    ]);
    expect(message(text))
      .to.contain('no state `lfet`. Did you mean `left`?')
      .and.to.contain('no action `jump`.');
    expect(message(text)).to.contain('no observation 2: they are numbered 0 to 1');
  });

  it('an element that cannot be one, where a colon shows that it is meant for one', () => {
    const text = `${HEAD}${BODY}T: go : -1 : 1 1\nT: go : 1.0 : 1 1\nO: -1 : 0 : 0 1\nR: go : left : 2.5 : 0 1`;
    expect(errors(text)).to.deep.equal([
      ['out-of-range', 9, 9, '-1'],
      ['out-of-range', 10, 9, '1.0'],
      ['out-of-range', 11, 4, '-1'],
      ['out-of-range', 12, 16, '2.5'],
    ]);
    expect(message(text)).to.contain('There is no state -1: they are numbered 0 to 1.');
    expect(message(text)).not.to.contain('colon');
  });

  it('`reset` for observations, even where they are as many as the states', () => {
    expect(errors(`${HEAD}${BODY}O: go reset`)).to.deep.equal([['wrong-count', 9, 7, 'reset']]);
    expect(message(`${HEAD}${BODY}O: go : left reset`)).to.equal(
      '`reset` goes back to a start, which only `T:` can; `O:` takes probabilities here.',
    );
    expect(errors(`${HEAD}${BODY}T: go reset`)).to.deep.equal([]);
  });

  it('a wrong count of numbers, too many and too few', () => {
    const text = `${HEAD}${BODY}T: go\n1 0\n0 1 0\nT: stay : left 1\nO: go : left : 0 0.5 0.6\nR: go : left : left 1 2 3`;
    expect(errors(text)).to.deep.equal([
      ['wrong-count', 11, 5, '0'],
      ['wrong-count', 12, 1, 'T: stay : left'],
      ['wrong-count', 13, 22, '0.6'],
      ['wrong-count', 14, 25, '3'],
    ]);
    expect(message(text)).to.contain('`T: go` takes 4 numbers (2 rows of 2), not 5.');
    expect(message(text)).to.contain('`O: go : left : 0` takes one number, not 2.');
  });

  it('a row that does not sum to one, with its sum, where the last word on it is', () => {
    const text = `${HEAD}${BODY}T: go : left : left 0.5\nO: stay # some\n1 0\n0.25 0.25 # short\n`;
    expect(errors(text)).to.deep.equal([
      ['row-sum', 9, 1, 'T: go : left : left 0.5'],
      ['row-sum', 12, 1, '0.25 0.25'],
    ]);
    expect(message(text)).to.contain('`T: go : left` sum to 0.5, not to 1');
    expect(message(text)).to.contain('`O: stay : right` sum to 0.5, not to 1');
  });

  it('rows at fault through one statement, reported once', () => {
    const text = `${HEAD}${BODY}T: * : * : * 0`;
    expect(errors(text)).to.deep.equal([['row-sum', 9, 1, 'T: * : * : * 0']]);
    expect(message(text)).to.contain('(and 3 more rows)');
  });

  it('rows that no statement mentions', () => {
    const text = `${HEAD}O: * uniform\nT: go identity\nT: stay : right : left 1\nR: * : * : * : * 0`;
    expect(errors(text)).to.deep.equal([['missing', 7, 1, 'T']]);
    expect(message(text)).to.contain('No transition probabilities are given for `T: stay : left`.');
  });

  it('a repeated heading, and a repeated name', () => {
    expect(
      errors(`${HEAD}discount: 0.9\nstates: 4\nstart: uniform\nstart include: left\n${BODY}`),
    ).to.deep.equal([
      ['repeated', 6, 1, 'discount'],
      ['repeated', 7, 1, 'states'],
      ['repeated', 9, 1, 'start include'],
    ]);
    expect(errors(`${HEAD.replace('right', 'right left')}${BODY}`)).to.deep.equal([
      ['repeated', 3, 20, 'left'],
    ]);
  });

  it('missing parts', () => {
    expect(errors('discount: 1\nvalues: reward\nT: 0 identity')).to.deep.equal([
      ['missing', 3, 1, 'T'],
      ['missing', 3, 1, 'T'],
    ]);
    expect(errors(HEAD)).to.deep.equal([
      ['missing', 6, 1, ''],
      ['missing', 6, 1, ''],
    ]);
    expect(errors('')).to.deep.equal([
      ['missing', 1, 1, ''],
      ['missing', 1, 1, ''],
    ]);
    const mdp = HEAD.replace('observations: 2\n', '');
    expect(errors(`${mdp}${BODY}`)).to.deep.equal([['missing', 6, 1, 'O']]);
    expect(message(`${mdp}${BODY}`)).to.contain('`O:` needs `observations:` above it');
  });

  it('numbers out of range', () => {
    expect(errors(`${HEAD.replace('0.95', '1.5')}${BODY}`)).to.deep.equal([['out-of-range', 1, 11, '1.5']]);
    expect(errors(`${HEAD.replace('observations: 2', 'observations: 0')}${BODY}`)).to.deep.equal([
      ['out-of-range', 5, 15, '0'],
    ]);
    expect(errors(`${HEAD.replace('observations: 2', 'observations: 2.5')}${BODY}`)).to.deep.equal([
      ['out-of-range', 5, 15, '2.5'],
    ]);
    expect(errors(`${HEAD}${BODY}T: go : left -0.5 1.5\nR: go : left : * : * 1e999`)).to.deep.equal([
      ['out-of-range', 9, 14, '-0.5'],
      ['out-of-range', 9, 19, '1.5'],
      ['out-of-range', 10, 22, '1e999'],
    ]);
    expect(errors(`${HEAD}start: 2 -1\n${BODY}`)).to.deep.equal([
      ['out-of-range', 6, 8, '2'],
      ['out-of-range', 6, 10, '-1'],
    ]);
  });

  it('an unknown heading of several words after a list of names, which ends there', () => {
    const text = `${HEAD.replace('observations: 2', 'observations: x y')}label 0: x\n${BODY}`;
    expect(errors(text)).to.deep.equal([['stray', 6, 1, 'label 0']]);
    expect(message(text)).to.contain('`label 0:` begins no part of a model;');
    const sound = HEAD.replace('states: left right', 'states:\n  left\n  right discount 1');
    expect(errors(`${sound}${BODY}`), 'no colon').to.deep.equal([]);
    const sameLine = HEAD.replace('left right\nactions', 'left\n  right actions');
    expect(errors(`${sameLine}${BODY}`), 'a heading at the end of the line').to.deep.equal([]);
  });

  it('a sum without the digits that rounding leaves', () => {
    // 0.7 + 0.1 + 0.1 is 0.8999999999999999 in double precision.
    const text = `${HEAD.replace('left right', 'left right far')}${BODY}T: go : left 0.7 0.1 0.1`;
    expect(message(text)).to.contain('sum to 0.9, not to 1; they are read divided by their sum.');
  });

  it('an infinite loss, with what to write', () => {
    const text = `${HEAD}${BODY}R: go : left : * : * -Inf`;
    expect(errors(text)).to.deep.equal([['syntax', 9, 22, '-Inf']]);
    expect(message(text)).to.contain(
      'needs a number here, not `-Inf`. Numbers are finite; an action that must not be taken is given a large loss, such as -1e6.',
    );
  });

  it('names that commas set apart, at the first one', () => {
    const text = `${HEAD.replace('left right', 'left, right, far')}${BODY}`;
    const found = parsePomdp(text).diagnostics.filter(({ kind }) => kind === 'leniency');
    expect(found.map(({ line, column, text: passage }) => [line, column, passage])).to.deep.equal([
      [3, 9, 'left,'],
    ]);
    expect(found[0]!.message).to.equal('Names are set apart by blanks: `left,` is read with its comma.');
  });

  it('stray tokens, once a run of them', () => {
    expect(errors(`hello world\n${HEAD}${BODY}: 5 6`)).to.deep.equal([
      ['stray', 1, 1, 'hello'],
      ['stray', 10, 1, ':'],
    ]);
    expect(errors(`${HEAD}transitions: 4\n${BODY}`)).to.deep.equal([['stray', 6, 1, 'transitions']]);
    expect(message(`${HEAD.replace('discount', 'discuont')}${BODY}`)).to.contain('did you mean `discount:`?');
  });

  it('values of neither kind', () => {
    expect(errors(`${HEAD.replace('reward', 'profit')}${BODY}`)).to.deep.equal([['syntax', 2, 9, 'profit']]);
  });

  it('a name where a number is due', () => {
    expect(errors(`${HEAD}${BODY}T: go\n1 0\nzero 1\nR: go : left : right : 0 many`)).to.deep.equal([
      ['syntax', 11, 1, 'zero'],
      ['syntax', 12, 26, 'many'],
    ]);
    expect(message(`${HEAD}${BODY}T: go\n1 0\nzero 1\n`)).to.contain(
      'needs a number here (number 3 of 4), not `zero`',
    );
  });

  it('a file cut short, wherever it is cut', () => {
    const whole = `${HEAD}start: 0.5 0.5\n${BODY}T: go\n1 0 0 1`;
    expect(errors(whole)).to.deep.equal([]);
    const cuts = [
      'discount:',
      'T: go\n1 0 0',
      'T:',
      'T: go :',
      'O: go : left',
      'R: go : left : * : *',
      'start include:',
    ];
    for (const cut of cuts) {
      const text = `${HEAD.replace('discount: 0.95\n', '')}${BODY}${cut}`;
      const found = parsePomdp(text).diagnostics.filter(({ severity }) => severity === 'error');
      expect(
        found.map(({ kind }) => kind),
        cut,
      ).to.deep.equal(['cut-short']);
      expect(found[0]!.message).to.match(/^The file ends inside `/);
      expect(found[0]).to.include({ length: 0, line: text.split('\n').length });
    }
    expect(errors(`${HEAD}${BODY}T: go : left :\nR: go : left : * : * 1`)).to.deep.equal([
      ['syntax', 10, 1, 'R'],
    ]);
  });

  it('wrong lists of start states', () => {
    expect(errors(`${HEAD}start include: left middle 3\n${BODY}`)).to.deep.equal([
      ['unknown-name', 6, 21, 'middle'],
      ['out-of-range', 6, 28, '3'],
    ]);
    expect(errors(`${HEAD}start exclude: left right\n${BODY}`)).to.deep.equal([
      ['wrong-count', 6, 1, 'start exclude: left right'],
    ]);
    expect(errors(`${HEAD}start: 0.5 0.2\n${BODY}`)).to.deep.equal([['row-sum', 6, 8, '0.5 0.2']]);
    expect(errors(`${HEAD}start: 0.5 0.2 0.3\n${BODY}`)).to.deep.equal([['wrong-count', 6, 16, '0.3']]);
  });

  it('matrices that need to be square', () => {
    const text = `${HEAD.replace('observations: 2', 'observations: 3')}${BODY}O: go identity`;
    expect(errors(text)).to.deep.equal([['wrong-count', 9, 7, 'identity']]);
  });

  it('all of them in one reading, in the order of the file', () => {
    const text = `${HEAD.replace('0.95', '2')}T: go identity\nT: stay : left : up 1\nfoo\nO: * uniform\nR: go : 9 : * : * 1\nT: stay : right 0.5 0.1`;
    expect(errors(text)).to.deep.equal([
      ['out-of-range', 1, 11, '2'],
      ['unknown-name', 7, 18, 'up'],
      ['stray', 8, 1, 'foo'],
      ['out-of-range', 10, 9, '9'],
      ['row-sum', 11, 17, '0.5 0.1'],
    ]);
  });

  it('counts columns in characters and keeps what cannot be printed out of sight', () => {
    const { diagnostics } = parsePomdp(`${HEAD.replace('left', 'größe')}T: größe : x 1 0 \u0007`);
    expect(diagnostics[0]).to.include({ line: 6, column: 4, length: 5, text: 'größe' });
    expect(diagnostics.find(({ kind }) => kind === 'stray')).to.include({ text: '·' });
  });

  it('keeps a limited number of them and says how many more there are', () => {
    const { diagnostics } = parsePomdp(HEAD + 'T: x : y 1 0\n'.repeat(300), { maxDiagnostics: 100 });
    expect(diagnostics).to.have.length(101);
    expect(diagnostics.at(-1)!.message).to.match(/^\d+ more findings are left out\.$/);
  });

  it('prints as editors expect', () => {
    const [first] = parsePomdp(`${HEAD}${BODY}T: go : lfet : right 1`).diagnostics;
    expect(formatDiagnostic(first!, 'a.POMDP')).to.equal(
      'a.POMDP:9:9: error: There is no state `lfet`. Did you mean `left`?',
    );
  });
});
