import { InputError } from '@pomdp-gym/contracts';
import { isOutOfReach } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { passingFault, redisFault } from './redis-fault.js';

describe('redisFault', () => {
  it('is out of reach where another try may connect, also to a host of several addresses', () => {
    const refused = Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' });
    for (const fault of [
      refused,
      new Error('connect ETIMEDOUT'),
      new Error('Connection is closed.'),
      new Error('LOADING Redis is loading the dataset in memory'),
    ])
      expect(isOutOfReach(redisFault(fault)), String(fault)).to.equal(true);
    expect(redisFault(refused).message).to.match(/^No Redis server listens at the address/);
  });

  it('says of a host name that is not resolved now something else than of one that does not exist', () => {
    const [now, never] = ['EAI_AGAIN', 'ENOTFOUND'].map((code) =>
      redisFault(new Error(`getaddrinfo ${code} queue`)),
    );
    expect(isOutOfReach(now)).to.equal(true);
    expect(now?.message).to.equal(
      'The name of the host is not resolved now. Check the network, or correct the address.',
    );
    expect(isOutOfReach(never)).to.equal(false);
    expect(never?.message).to.equal('The host of the address is not known. Correct the address.');
  });

  it('is an InputError where only a person can correct it', () => {
    for (const text of [
      'getaddrinfo ENOTFOUND queue',
      'WRONGPASS invalid username-password pair',
      'NOPERM no',
    ])
      expect(redisFault(new Error(text)), text).to.be.an.instanceof(InputError);
  });
});

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
