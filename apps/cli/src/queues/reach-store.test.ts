import { InputError } from '@pomdp-gym/contracts';
import { MemoryStore, OutOfReach } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { reachStore } from './reach-store.js';

const store = new MemoryStore(() => 0);

/** Reaches a store whose tries take so many seconds and throw these errors; a try after the last one connects. */
async function reach(errors: readonly Error[], each = 1, seconds = 10) {
  let [now, tries] = [0, 0];
  const sentences: string[] = [];
  const connect = () => {
    now += each;
    const error = errors[tries++];
    return error ? Promise.reject(error) : Promise.resolve(store);
  };
  const onWait = (sentence: string) => void sentences.push(sentence);
  const reached: unknown = await reachStore(connect, { seconds, clock: () => now, onWait }).catch(
    (error: unknown) => error,
  );
  return { reached, tries, sentences };
}

describe('reachStore', () => {
  const away = () => new OutOfReach('The server starts.');

  it('tries again while the store is not reached, and says so once', async () => {
    expect(await reach([away(), away()])).to.deep.equal({
      reached: store,
      tries: 3,
      sentences: ['The server starts. It is tried again for 10 seconds.'],
    });
  });

  it('throws every other error at once', async () => {
    const refusal = new InputError('The password is wrong.');
    expect(await reach([refusal])).to.deep.equal({ reached: refusal, tries: 1, sentences: [] });
    expect(await reach([away(), refusal])).to.include({ reached: refusal, tries: 2 });
  });

  it('throws an InputError once the seconds have passed', async () => {
    const { reached, tries } = await reach([away(), away(), away(), away()], 4);
    expect(reached).to.be.an.instanceof(InputError);
    expect(reached).to.have.property('message', 'The server starts.');
    expect(tries, 'tries of 4 seconds within 10 seconds').to.equal(3);
  });
});
