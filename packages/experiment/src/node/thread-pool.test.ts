import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { ThreadPool } from './thread-pool.js';

const filename = fileURLToPath(new URL('loading-thread.test.support.js', import.meta.url));

describe('ThreadPool', () => {
  const loadingPool = () => {
    const marks = new SharedArrayBuffer(4);
    const pool = new ThreadPool({ filename, workerData: marks }, 1);
    return { pool, isLoaded: () => new Int32Array(marks)[0] === 1 };
  };

  it('ends a thread only once its modules are loaded, and rejects what it is at', async () => {
    const { pool, isLoaded } = loadingPool();
    const fate = pool.run(undefined).then(
      () => 'done',
      () => 'rejected',
    );
    expect(isLoaded()).to.equal(false);
    await pool.end();
    expect(isLoaded()).to.equal(true);
    expect(await fate).to.equal('rejected');
  });

  it('does the same where a signal ends one piece of work, and begins none once it is aborted', async () => {
    const { pool, isLoaded } = loadingPool();
    const stop = new AbortController();
    const fate = pool.run(undefined, { signal: stop.signal }).then(
      () => 'done',
      () => 'rejected',
    );
    stop.abort();
    expect(await fate).to.equal('rejected');
    expect(isLoaded()).to.equal(true);
    let refused: unknown;
    await pool.run(undefined, { signal: stop.signal }).catch((error: unknown) => (refused = error));
    expect(refused).to.equal(stop.signal.reason);
    await pool.end();
  });
});
