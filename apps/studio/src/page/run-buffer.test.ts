import type { RunEvent } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { initialState } from '../state/view-state.js';
import { RunBuffer, type WatchedRun } from './run-buffer.js';

const COUNT = 100_000;

/** A buffer whose pace is over when `pass` is called. */
function bufferOf() {
  const published: WatchedRun[] = [];
  const waiting: (() => void)[] = [];
  const buffer = new RunBuffer(
    initialState,
    (run) => published.push(run),
    (work) => waiting.push(work),
  );
  const pass = () => waiting.splice(0).forEach((work) => work());
  pass();
  return { buffer, published, pass };
}

const point = (steps: number): RunEvent => ({
  ...{ kind: 'iterate', steps, theta: null, averageReward: null, detail: {} },
});

const sizes = (published: readonly WatchedRun[]) => published.map(({ points }) => points.length);

describe('RunBuffer', () => {
  it('publishes 100 000 points once a pace, and at the end', () => {
    const { buffer, published, pass } = bufferOf();
    for (let i = 1; i <= COUNT; i++) {
      buffer.take(point(i));
      if (i % (COUNT / 4) === 0) pass();
    }
    buffer.take(point(COUNT + 1));
    buffer.end({ status: 'stopped' });
    pass();
    expect(sizes(published)).to.deep.equal([0, COUNT / 4, COUNT / 2, (3 * COUNT) / 4, COUNT, COUNT + 1]);
    expect(published.at(-1)!.status).to.equal('stopped');
    expect(published.at(-1)!.points.at(-1)!.steps).to.equal(COUNT + 1);
  });

  it('keeps what it has published as it was', () => {
    const { buffer, published, pass } = bufferOf();
    buffer.take(point(1));
    pass();
    const first = published.at(-1)!;
    buffer.take(point(2));
    pass();
    expect(first.points.map(({ steps }) => steps)).to.deep.equal([1]);
  });

  it('takes nothing after its end', () => {
    const { buffer, published, pass } = bufferOf();
    buffer.end({ status: 'stopped' });
    buffer.take(point(1));
    buffer.take({ kind: 'progress', steps: 7 });
    buffer.end({ status: 'failed', error: 'late' });
    pass();
    expect(published.map(({ status, steps }) => [status, steps])).to.deep.equal([
      ['running', 0],
      ['stopped', 0],
    ]);
  });

  it('shows a run from where it was before until it has come further', () => {
    const first = bufferOf();
    for (const steps of [1, 2, 3]) first.buffer.take(point(steps));
    first.buffer.end({ status: 'stopped' });
    const published: WatchedRun[] = [];
    const before = first.published.at(-1)!;
    const work: (() => void)[] = [];
    const again = new RunBuffer(
      initialState,
      (run) => published.push(run),
      (due) => work.push(due),
      before,
    );
    for (const steps of [1, 2, 3, 4]) {
      again.take(point(steps));
      work.splice(0).forEach((due) => due());
    }
    expect(published[0]!.status).to.equal('running');
    expect(sizes(published)).to.deep.equal([3, 3, 3, 3, 4]);
  });
});
