import { isOutOfReach } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { passingFault } from './redis-fault.js';

describe('passingFault', () => {
  it('knows the replies after which a call may succeed later', () => {
    for (const reply of [
      'LOADING Redis is loading the dataset in memory',
      'READONLY You cannot write',
      'BUSY a script',
    ])
      expect(isOutOfReach(passingFault(new Error(reply))), reply).to.equal(true);
  });

  it('returns every other error', () => {
    for (const reply of [
      'NOPERM this user may not',
      'WRONGTYPE Operation',
      'BUSYKEY Target key name already exists.',
    ]) {
      const error = new Error(reply);
      expect(passingFault(error), reply).to.equal(error);
    }
  });
});
