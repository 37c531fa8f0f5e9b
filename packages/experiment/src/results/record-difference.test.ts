import { expect } from 'chai';
import { parseStudy } from '../study/read-study.js';
import { runsOf } from '../study/study.js';
import { recordOf } from '../run/run-record.js';
import { waiting } from '../run/run-state.js';
import { recordDifference } from './record-difference.js';

const [run] = runsOf(parseStudy({ environments: ['a'], agents: [{ policy: 'x' }] }));
const record = { ...recordOf(0, run!, waiting), averageReward: 0.1, curve: [[1, 0.5] as [number, number]] };

describe('recordDifference', () => {
  it('is undefined for the same bits, on whatever they were computed', () => {
    expect(recordDifference(record, { ...record })).to.equal(undefined);
    expect(recordDifference({ ...record, versions: { node: '20' } }, record)).to.equal(undefined);
  });

  it('names the first value that is another, down to its last bit', () => {
    const digit = 0.1 + 2 ** -56;
    expect(digit).not.to.equal(0.1);
    expect(recordDifference(record, { ...record, averageReward: digit })).to.equal(
      `averageReward is 0.1 there, and ${digit} computed again`,
    );
    expect(recordDifference(record, { ...record, curve: [[1, 0.25]] })).to.equal(
      'curve.0.1 is 0.5 there, and 0.25 computed again',
    );
    expect(recordDifference(record, { ...record, curve: [] })).to.contain(
      'curve.0 is [1,0.5] there, and absent',
    );
    expect(
      recordDifference({ ...record, averageReward: 0 }, { ...record, averageReward: -0 }),
      'JSON',
    ).to.equal(undefined);
  });
});
