import { InputError, isInputError } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { withoutAddress } from './without-address.js';

const address = 'postgres://gym:s%2Fcret@db.example.org:6543/science?password=other-one&sslmode=require';

describe('withoutAddress', () => {
  const messageOf = (text: string, of = address): string => {
    const error = withoutAddress(new Error(text), of);
    return error instanceof Error ? error.message : '';
  };

  it('leaves out every part of an address', () => {
    for (const part of ['gym', 's%2Fcret', 's/cret', 'db.example.org', '6543', 'science', 'other-one'])
      expect(messageOf(`It is ${part}, perhaps.`), part).to.equal('It is …, perhaps.');
    expect(messageOf('connect EPERM db.example.org:6543')).to.equal('connect EPERM …');
    expect(messageOf(`Not reached: ${address}`)).to.equal('Not reached: …');
    expect(messageOf('connect EPERM fe80::1:6379', 'redis://:p@[fe80::1]:6379')).to.equal(
      'connect EPERM …:…',
    );
  });

  it('leaves words alone that have a part of the address within them', () => {
    expect(messageOf('0 cells require it.', 'redis://h/0?sslmode=require')).to.equal('0 cells require it.');
    expect(messageOf('It is pomdp-gym, not science.')).to.equal('It is pomdp-gym, not ….');
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
