import { expect } from 'chai';
import { angleRows } from './angle-rows.js';

describe('angleRows', () => {
  const rows = (
    degrees: (number | null)[],
    ends: { mean: number | null; low: number | null; high: number | null },
  ) => angleRows('∇η', 100, { degrees, ...ends }, '95 % by Student').map(([, shown]) => shown);

  it('say of how many paths the mean is, where estimates are zero', () => {
    const some = { mean: 30, low: 10, high: 50 };
    expect(rows([20, null, 40, null], some)).to.deep.equal([
      '30°',
      '2 of 4; 2 estimates are 0',
      '10° to 50°',
    ]);
    expect(rows([20, 40], some)).to.deep.equal(['30°', '10° to 50°']);
    expect(rows([null], { mean: null, low: null, high: null })).to.deep.equal([
      ...['–', 'none of 1: a gradient is 0', 'takes two paths with an angle'],
    ]);
  });

  it('name the kind of the interval', () => {
    const names = angleRows('∇η', 100, undefined, '95 % by Student').map(([name]) => name);
    expect(names[1]).to.equal('interval of the angle to ∇η, 95 % by Student');
  });
});
