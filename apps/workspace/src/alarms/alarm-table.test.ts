import { expect } from 'chai';
import { alarmTable } from './alarm-table.js';
import type { Tally } from './tally.js';

const tally = (id: string, seed: number, broken: readonly string[] = []): Tally => {
  return { kind: 'policy', id, seed, rules: 3, undecided: ['It is short.'], broken, stated: 1e-3 };
};
const cellsOf = (name: string, table: string) =>
  table
    .split('\n')
    .find((line) => line.includes(`| policy | ${name} |`))!
    .split('|')
    .map((cell) => cell.trim());

describe('The table of false alarms', () => {
  const thousand = Array.from({ length: 1000 }, (_, i) => tally('one', i, i < 2 ? ['It fails.'] : []));
  const table = alarmTable([...thousand, ...thousand.map(({ seed }) => tally('two', seed))]);

  it('counts suites, decided rules, undecided ones and refusals of a plugin and of its kind', () => {
    expect(cellsOf('one', table).slice(3, 7)).to.deep.equal(['1,000', '2,000', '1,000', '2']);
    expect(cellsOf('all 2', table).slice(3, 7)).to.deep.equal(['2,000', '4,000', '2,000', '2']);
  });

  it('has the interval of Clopper and Pearson: 2 of 1,000 within .00024 and .0072, 0 of 1,000 below 1 − .025^(1/1000)', () => {
    expect(cellsOf('one', table)[8]).to.equal('2.4e-4 to 7.2e-3');
    expect(cellsOf('two', table)[8]).to.equal(`0 to ${(1 - 0.025 ** (1 / 1000)).toExponential(1)}`);
  });

  it('has the rate that the rules state', () => expect(cellsOf('one', table)[9]).to.equal('1.0e-3'));
});
