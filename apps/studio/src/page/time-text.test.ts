import { expect } from 'chai';
import { timeText } from './time-text.js';

describe('timeText', () => {
  it('writes seconds, minutes and hours', () => {
    expect([0.4, 89, 90, 5000, 9000].map(timeText)).to.deep.equal([
      '0 s',
      '89 s',
      '2 min',
      '83 min',
      '2.5 h',
    ]);
  });
});
