import { expect } from 'chai';
import { stepThrough } from './step-through.js';

describe('stepThrough', () => {
  const seen = async (...lines: string[]) => {
    const said: string[] = [];
    await stepThrough({ count: 3, show: (at) => [`moment ${at + 1}`] }, lines, (line) => said.push(line));
    return said.filter((line) => !line.startsWith('Enter'));
  };

  it('goes forwards, backwards and to a number, and stays at the ends', async () => {
    expect(await seen('', 'n', '', 'b', '1', 'b', '3', 'q', '1')).to.deep.equal([
      'moment 1',
      'moment 2',
      'moment 3',
      'This is the end.',
      'moment 2',
      'moment 1',
      'This is the beginning.',
      'moment 3',
    ]);
  });

  it('refuses anything else with what would be right', async () => {
    expect(await seen('x', '4')).to.deep.equal([
      'moment 1',
      'Not x: press Enter, or type b, a number from 1 to 3, or q.',
      'Not 4: press Enter, or type b, a number from 1 to 3, or q.',
    ]);
  });
});
