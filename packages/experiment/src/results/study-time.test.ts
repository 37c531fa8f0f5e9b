import { expect } from 'chai';
import { type RunNews, StudyTime } from './study-time.js';
import { timeToGo } from './time-to-go.js';

describe('StudyTime', () => {
  let now: number;
  const progress = (run: number, steps: number): RunNews => ({ kind: 'progress', run, steps });
  const done = (run: number, seconds: number): RunNews => ({ kind: 'done', record: { run }, seconds });
  const study = (names: readonly string[], workers = 1) =>
    new StudyTime(new Map(names.map((name, run) => [run, name])), 100, workers, () => now);

  beforeEach(() => {
    now = 0;
  });

  it('leaves the start-up of a worker out', () => {
    const time = study(['a', 'a', 'a', 'a']);
    now = 5; // seconds until the first run begins
    expect(time.left()).to.equal(undefined);
    time.update(progress(0, 10));
    expect(time.left(), 'one report gives no speed').to.equal(undefined);
    now = 6;
    time.update(progress(0, 60)); // half of a run in a second
    expect(time.left()).to.deep.equal({ seconds: 3.4 * 2, complete: true });
    now = 7;
    time.update(done(0, 2));
    expect(time.left()).to.deep.equal({ seconds: 3 * 2, complete: true });
  });

  it('says that it takes longer where an agent has not begun, and counts a slow one by its own speed', () => {
    const time = study(['fast', 'fast', 'slow', 'slow']);
    time.update(done(0, 1));
    expect(time.left()).to.deep.equal({ seconds: 1, complete: false });
    time.update(done(1, 1));
    expect(time.left(), 'nothing is known of what is left').to.equal(undefined);
    time.update(progress(2, 1));
    now += 10;
    time.update(progress(2, 2)); // one of a hundred steps in ten seconds
    expect(time.left()!.seconds).to.be.closeTo(1980, 1e-9); // 198 of 200 parts; rounding of a sum
    expect(time.left()!.complete).to.equal(true);
  });

  it('divides by the runs at once, of which there are no more than are left', () => {
    const time = study(['a', 'a', 'a', 'a'], 3);
    time.update(done(0, 6));
    expect(time.left()!.seconds).to.equal(6);
    time.update(done(1, 6));
    expect(time.left()!.seconds).to.equal(6);
  });

  it('is said in seconds, minutes and hours', () => {
    expect([0.2, 99, 100, 5999, 7200].map((seconds) => timeToGo(seconds))).to.deep.equal([
      ', about 1 s to go',
      ', about 99 s to go',
      ', about 2 min to go',
      ', about 2 h to go',
      ', about 2 h to go',
    ]);
  });
});
