import { expect } from 'chai';
import { rewardDigits } from './reward-digits.js';

describe('digits of rewards', () => {
  it('are four decimals where the greatest is a tenth or more', () => {
    const { text } = rewardDigits([0.8, -30.5, null]);
    expect([0.79994, -30.33333, 0.00004, -0.00004].map(text)).to.deep.equal([
      '0.7999',
      '-30.3333',
      '0.0000',
      '0.0000',
    ]);
  });

  it('are as many of a problem whose rewards are multiplied by a power of ten', () => {
    expect(rewardDigits([0.0123456]).text(0.0123456)).to.equal('0.01235');
    expect(rewardDigits([1.23456e-6]).text(1.23456e-6)).to.equal('1.2346e-6');
    expect(rewardDigits([1.23456e-6]).text(1e-8)).to.equal('1.00e-8');
    expect(rewardDigits([1.23456e-6]).text(1e-12)).to.equal('0');
    expect(rewardDigits([-1.23456e12]).text(-1.23456e12)).to.equal('-1.2346e+12');
  });

  it('round bounds outwards, at any size', () => {
    for (const scale of [1, 1e-3, 1e-6, 1e-300, 1e12, 1e100]) {
      const { below, above } = rewardDigits([1.23456 * scale]);
      expect(Number(below(1.23456 * scale)), `${scale}`).at.most(1.23456 * scale);
      expect(Number(above(1.23456 * scale)), `${scale}`).at.least(1.23456 * scale);
      expect(Number(below(-1.23456 * scale)), `${scale}`).at.most(-1.23456 * scale);
      // A unit of the last digit: the fourth decimal, of 1.23456 or of it times 10.
      expect((Number(above(1.23456 * scale)) - Number(below(1.23456 * scale))) / scale).within(0, 1.001e-3);
    }
  });

  it('write nothing but zeros for zeros', () => {
    expect(rewardDigits([0, null]).text(0)).to.equal('0.0000');
    expect(rewardDigits([]).below(0)).to.equal('0.0000');
  });
});
