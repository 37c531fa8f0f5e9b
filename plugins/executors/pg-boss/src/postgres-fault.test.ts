import { InputError } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import pg from 'pg';
import { isPassing, postgresFault } from './postgres-fault.js';

describe('postgresFault', () => {
  it('leaves out the text of a fault of the network, whatever its code', () => {
    for (const code of ['EPERM', 'EPIPE', 'EBADF', 'EACCES']) {
      const fault = postgresFault(
        Object.assign(new Error(`connect ${code} 10.0.0.5:5432`), { code }),
        'pomdp_gym',
      );
      expect(fault).to.be.an.instanceof(InputError);
      expect(`${fault.message}\n${fault.stack}`, code).not.to.match(/10\.0\.0\.5|5432/);
    }
  });

  it('says of a host name that is not resolved now something else than of one that does not exist', () => {
    const [now, never] = ['EAI_AGAIN', 'ENOTFOUND'].map((code) => Object.assign(new Error(code), { code }));
    expect([isPassing(now), isPassing(never)]).to.deep.equal([true, false]);
    expect(postgresFault(now, 'pomdp_gym').message).to.equal(
      'The name of the host is not resolved now. Check the network, or correct the address.',
    );
    expect(postgresFault(never, 'pomdp_gym').message).to.equal(
      'The host of the address is not known. Correct the address.',
    );
  });

  it('passes where a connection ends or is not made in time', () => {
    for (const text of [
      'Connection terminated unexpectedly',
      'Connection terminated due to connection timeout',
      'timeout expired',
      'timeout exceeded when trying to connect',
      'Query read timeout',
      'Client has encountered a connection error and is not queryable',
    ])
      expect(isPassing(new Error(text)), text).to.equal(true);
  });

  it('has the text of a fault that the server reports, which no other try corrects', () => {
    const reported = new pg.DatabaseError('relation "pomdp_gym.cells" does not exist', 1, 'error');
    reported.code = '42P01';
    expect(postgresFault(reported, 'pomdp_gym').message).to.equal(
      'PostgreSQL reports 42P01: relation "pomdp_gym.cells" does not exist',
    );
    expect(isPassing(reported)).to.equal(false);
  });
});
