import { expect } from 'chai';
import { OutOfReach } from '../executors/out-of-reach.js';
import { untilReached } from './until-reached.js';

const never = new AbortController().signal;

describe('untilReached', () => {
  /** Counts calls that all end so. */
  const counted = (error: Error) => {
    const calls = { count: 0, call: () => (calls.count++, Promise.reject(error)) };
    return calls;
  };
  /** A clock that moves a second each time it is read. */
  const ticking = () => {
    let now = 0;
    return () => now++;
  };
  const errorOf = (promise: Promise<unknown>) => promise.catch((reason: unknown) => reason);

  it('throws at once what no other call corrects', async () => {
    const fault = new Error('PostgreSQL reports 42P01.');
    const calls = counted(fault);
    const settings = { seconds: 600, clock: ticking(), signal: never };
    expect(await errorOf(untilReached(calls.call, settings))).to.equal(fault);
    expect(calls.count).to.equal(1);
  });

  it('calls again for as many seconds as pass by the clock, the time of the calls included', async () => {
    const away = new OutOfReach('It is started again.');
    const calls = counted(away);
    const settings = { seconds: 3, clock: ticking(), signal: never };
    expect(await errorOf(untilReached(calls.call, settings))).to.equal(away);
    expect(calls.count, 'the clock shows 1, 2 and 3 seconds after the calls').to.equal(3);
  });

  it('calls no more after a signal', async () => {
    const stop = new AbortController();
    const away = new OutOfReach('It is started again.');
    const calls = { count: 0 };
    const call = () => {
      if (++calls.count === 2) stop.abort();
      return Promise.reject(away);
    };
    const settings = { seconds: 600, clock: () => 0, signal: stop.signal };
    expect(await errorOf(untilReached(call, settings))).to.equal(away);
    expect(calls.count).to.equal(2);
  });

  it('ends a call that is under way, some seconds after a signal', async () => {
    const stop = new AbortController();
    const call = () => new Promise(() => stop.abort());
    const settings = { seconds: 600, clock: () => 0, signal: stop.signal, grace: 0 };
    expect(await errorOf(untilReached(call, settings))).to.be.an.instanceof(OutOfReach);
  });
});
