import { expect } from 'chai';
import { FakeLocks } from './fake-locks.test.support.js';
import { StreamPlace } from './stream-place.js';
import { MOST_STREAMS } from './stream-slot.js';

/** Lets all promises that are due settle. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('The place of a window for its stream', () => {
  const taken = async (windows: readonly StreamPlace[]) => {
    const done = windows.map(() => false);
    windows.forEach((place, i) => void place.take().then(() => (done[i] = true)));
    await settled();
    return done;
  };

  it('is there at once for as many windows as there are places, and others wait until one is given', async () => {
    const locks = new FakeLocks();
    const windows = Array.from({ length: MOST_STREAMS + 2 }, () => new StreamPlace(locks));
    expect(await taken(windows)).to.deep.equal([true, true, true, true, false, false]);
    const waiting = () => windows.map(({ isWaiting }) => isWaiting.value);
    expect(waiting()).to.deep.equal([false, false, false, false, true, true]);
    windows[2]!.give();
    await settled();
    expect(waiting()).to.deep.equal([false, false, false, false, false, true]);
    expect(locks.held.size).to.equal(MOST_STREAMS);
  });

  it('is kept by a window that takes it again, and all are free once all windows have given them', async () => {
    const locks = new FakeLocks();
    const windows = Array.from({ length: MOST_STREAMS }, () => new StreamPlace(locks));
    await taken(windows);
    expect(await taken(windows)).to.deep.equal([true, true, true, true]);
    for (const place of windows) place.give();
    await settled();
    expect(locks.held.size).to.equal(0);
  });

  it('is not taken by a window that has given up its wish', async () => {
    const locks = new FakeLocks();
    const windows = Array.from({ length: MOST_STREAMS + 1 }, () => new StreamPlace(locks));
    await taken(windows);
    windows.at(-1)!.give();
    windows[0]!.give();
    await settled();
    expect([locks.held.size, windows.at(-1)!.isWaiting.value]).to.deep.equal([MOST_STREAMS - 1, false]);
    expect(await taken(windows.slice(-1))).to.deep.equal([true]);
  });

  it('is there for each window of a browser that has no locks', async () => {
    expect(await taken(Array.from({ length: 9 }, () => new StreamPlace(undefined)))).to.not.include(false);
  });
});
