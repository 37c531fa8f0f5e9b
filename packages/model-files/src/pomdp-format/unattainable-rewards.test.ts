import { expect } from 'chai';
import { parsePomdp } from './parse-pomdp.js';

/** Nothing leads from a to b, nor out of b, and b never shows 0. */
const MODEL = `discount: 0.95
values: reward
states: a b
actions: go stay
observations: 2
T: * identity
O: * : a 0.5 0.5
O: * : b 0 1
R: * : * : * : * 1
`;

/** Line and column of what is found in statements that follow line 9. */
function places(statements: string, text = MODEL): [line: number, column: number][] {
  const { model, diagnostics, unattainable } = parsePomdp(text + statements);
  expect(model, JSON.stringify(diagnostics)).to.not.equal(undefined);
  expect(diagnostics).to.deep.equal([]);
  return unattainable.map(({ line, column }) => [line, column]);
}

describe('rewards that can never be collected', () => {
  it('are found on a transition of probability 0', () => {
    const text = `${MODEL}R: go : a : a : * 3\n  R: * : a : b : * 10\n`;
    expect(parsePomdp(text).unattainable).to.deep.equal([
      {
        line: 11,
        column: 3,
        message:
          'The reward 10 of `R: * : a : b : *` can never be collected: all that it names has probability 0.',
      },
    ]);
  });

  it('are found on an observation of probability 0, with one statement after another on a line', () => {
    expect(places('R: * : * : a : 0 2 R: * : * : b : 0 2 R: go : b : * : 0 -4\n')).to.deep.equal([
      [10, 20],
      [10, 39],
    ]);
  });

  it('are found in rows and matrices of which nothing but 0 can be collected', () => {
    expect(places('R: go : b : b\n5 0\nR: go : a\n0 0\n0 8\nR: stay : a\n3 0\n0 8\n')).to.deep.equal([
      [10, 1],
      [12, 1],
    ]);
  });

  it('are called costs where they are', () => {
    const text = MODEL.replace('reward', 'cost');
    expect(parsePomdp(`${text}R: go : a : b : * 10`).unattainable[0]!.message).to.match(/^The cost 10 of/);
  });

  it('are found in a model without observations', () => {
    const mdp = 'discount: 1\nvalues: reward\nstates: 2\nactions: 2\nT: * identity\n';
    const { unattainable } = parsePomdp(`${mdp}R: * : 0 : 0 1\nR: 1 : 0 : 1 6\n`);
    expect(unattainable.map(({ line, message }) => [line, message.slice(0, 34)])).to.deep.equal([
      [7, 'The reward 6 of `R: 1 : 0 : 1` can'],
    ]);
  });

  it('are not found where one action of those named can collect them', () => {
    expect(places('R: * : a : b : * 10\n', MODEL.replace('T: * identity', 'T: go identity\nT: stay uniform')))
      .to.be.empty;
  });

  it('are not found where they are 0', () => {
    expect(places('R: * : a : b : * 0\nR: * : * : b : 0 0\n')).to.be.empty;
  });

  it('are not found with wildcards for what follows', () => {
    expect(places('R: go : * : * : * 2\nR: go : a : * : * 3\nR: * : b : * : * 4\n')).to.be.empty;
  });

  it('are not found where a later statement replaces them, on the same or on more', () => {
    expect(places('R: go : a : b : * 10\nR: go : a : b : * 0\n')).to.be.empty;
    expect(places('R: go : a : b : 1 10\nR: * : a : * : * 2\n')).to.be.empty;
    expect(places('R: go : a : a : 1 10\nR: go : a : a : * 2\n')).to.be.empty;
    expect(places('R: go : a : a : * 10\nR: go : a : a : 0 2\nR: go : a : a : 1 3\n')).to.be.empty;
  });

  it('are found where the later statement is on less', () => {
    expect(places('R: * : a : b : * 10\nR: go : a : b : * 0\n')).to.deep.equal([[10, 1]]);
  });
});
