import { InputError } from '@pomdp-gym/contracts';
import { MemoryStore, OutOfReach, type QueueStore } from '@pomdp-gym/experiment';
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
  const means = { seconds, clock: () => now, onWait, signal: new AbortController().signal };
  const reached: unknown = await reachStore(connect, means).catch((error: unknown) => error);
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

  describe('returns undefined where a signal comes', () => {
    const reachUntil = (connect: (stop: AbortController) => Promise<QueueStore>) => {
      const stop = new AbortController();
      const onWait = () => stop.abort();
      const means = { seconds: Infinity, clock: () => 0, onWait, signal: stop.signal };
      return reachStore(() => connect(stop), means);
    };

    it('between two tries', async () => {
      let tries = 0;
      const connect = () => Promise.reject(++tries === 1 ? away() : new Error('It is tried again.'));
      expect(await reachUntil(connect)).to.equal(undefined);
    });

    it('during a try that never ends', async () => {
      const connect = (stop: AbortController) => {
        stop.abort();
        return new Promise<QueueStore>(() => undefined);
      };
      expect(await reachUntil(connect)).to.equal(undefined);
    });

    it('during the try that connects, and closes the connection', async () => {
      let closed = 0;
      const close = () => Promise.resolve(void closed++);
      const connect = (stop: AbortController) => {
        stop.abort();
        return Promise.resolve(Object.assign(new MemoryStore(() => 0), { close }));
      };
      expect([await reachUntil(connect), closed]).to.deep.equal([undefined, 1]);
    });

    it('unless the try finds an error that no other try corrects', async () => {
      const refusal = new InputError('The password is wrong.');
      const connect = (stop: AbortController) => {
        stop.abort();
        return Promise.reject(refusal);
      };
      expect(await reachUntil(connect).catch((error: unknown) => error)).to.equal(refusal);
    });
  });
});
