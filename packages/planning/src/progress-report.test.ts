import { expect } from 'chai';
import { ProgressReport } from './progress-report.js';

describe('ProgressReport', () => {
  it('keeps the best bounds it has had', () => {
    const report = new ProgressReport([0, 10]);
    expect(report.next(2, 8, 0, {})).to.include({ lower: 2, upper: 8 });
    expect(report.next(1, 9, 0, {})).to.include({ lower: 2, upper: 8 });
    expect(report.next(3, 7, 0, {})).to.include({ lower: 3, upper: 7 });
  });

  it('lets bounds meet that cross by rounding, and throws where they cross by more', () => {
    const report = new ProgressReport([0, 1000]);
    // A millionth of the size of the bounds is let through.
    expect(report.next(500.0004, 500, 0, {})).to.include({ lower: 500.0004, upper: 500.0004 });
    expect(() => new ProgressReport([0, 1000]).next(500.001, 500, 0, {})).to.throw('one of them is no bound');
  });
});
