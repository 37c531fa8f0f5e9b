import { InputError, isInputError } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { withoutAddress } from './without-address.js';

const address = 'postgres://gym:s%2Fcret@db.example.org:6543/science?password=other-one&sslmode=require';

describe('withoutAddress', () => {
  const messageOf = (text: string, of = address): string => {
    const error = withoutAddress(new Error(text), of);
    return error instanceof Error ? error.message : '';
  };

  it('leaves out the address, passwords, and hosts that are no plain word', () => {
    for (const part of [
      's%2Fcret',
      's/cret',
      'gym:s/cret',
      'db.example.org',
      'db.example.org:6543',
      'other-one',
    ])
      expect(messageOf(`It is ${part}, perhaps.`), part).to.equal('It is …, perhaps.');
    expect(messageOf('connect EPERM db.example.org:6543')).to.equal('connect EPERM …');
    expect(messageOf(`Not reached: ${address}`)).to.equal('Not reached: …');
    expect(messageOf('connect EPERM fe80::1:6379', 'redis://:p@[fe80::1]:6379')).to.equal('connect EPERM …');
    expect(messageOf('connect EPERM 10.0.0.7:5432', 'postgres://h/d?hostaddr=10.0.0.7&port=5432')).to.equal(
      'connect EPERM …',
    );
    expect(messageOf('connect EPERM queue:6379', 'redis://:p@queue:6379')).to.equal('connect EPERM …');
  });

  it('leaves out the names of user, database and host in quotes and beside an @', () => {
    for (const part of ['gym', 'science', 'db.example.org'])
      expect(messageOf(`no entry for "${part}" here`), part).to.equal('no entry for "…" here');
    expect(messageOf('gym@queue refuses', 'redis://gym:p@queue')).to.equal('…@… refuses');
  });

  it('leaves out a host of one word with a port, whatever the address has, and after the code of a failed call', () => {
    for (const of of ['redis://:p@queue', 'postgres://gym:p4ss@queue/science', 'redis://:p@queue:7000']) {
      expect(messageOf('connect ECONNREFUSED queue:6379', of)).to.equal('connect ECONNREFUSED …');
      expect(messageOf('It listens on queue:5432, perhaps.', of)).to.equal('It listens on …, perhaps.');
      for (const code of ['ENOTFOUND', 'EAI_AGAIN', 'ECONNRESET', 'EHOSTUNREACH', 'ETIMEDOUT'])
        expect(messageOf(`getaddrinfo ${code} queue`, of), code).to.equal(`getaddrinfo ${code} …`);
    }
  });

  it('leaves out names after keys, and in the quotes of other languages', () => {
    const of = 'postgres://alice:p4ss@queue/thesis';
    expect(messageOf('user=alice dbname=thesis host=queue', of)).to.equal('user=… dbname=… host=…');
    for (const quoted of ['«thesis»', '»thesis«', '„thesis“', '‚thesis‘', '‹thesis›'])
      expect(messageOf(`Datenbank ${quoted} fehlt`, of)).to.equal(
        `Datenbank ${quoted.replace('thesis', '…')} fehlt`,
      );
  });

  it('leaves words of a sentence alone that happen to be names of the address', () => {
    const sentence = 'The queue has 6379 cells on redis: pomdp-gym queue plans them for the user postgres.';
    expect(messageOf(sentence, 'redis://postgres:p4ss@redis:6379/queue')).to.equal(sentence);
    expect(messageOf(sentence, 'postgres://gym:p4ss@queue:6379/redis')).to.equal(sentence);
    expect(messageOf('0 cells require it.', 'redis://h/0?sslmode=require')).to.equal('0 cells require it.');
  });

  it('returns an error that holds no part of it, and drops a cause that does', () => {
    const sound = new InputError('The disk is full.');
    expect(withoutAddress(sound, address)).to.equal(sound);
    const caused = new InputError('Not reached.', { cause: new Error('at db.example.org') });
    const found = withoutAddress(caused, address);
    expect(isInputError(found)).to.equal(true);
    expect([(found as Error).message, (found as Error).cause]).to.deep.equal(['Not reached.', undefined]);
  });
});
