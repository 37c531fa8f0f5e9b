import { expect } from 'chai';
import { concat, NEVER, of, Subject, throwError } from 'rxjs';
import { untilAborted } from './until-aborted.js';

describe('untilAborted', () => {
  const never = new AbortController().signal;

  it('resolves to true where the source completes, with or without values', async () => {
    const seen: number[] = [];
    expect(await untilAborted(of(1, 2), never, (value) => seen.push(value))).to.equal(true);
    expect(await untilAborted(of<number>(), never, (value) => seen.push(value))).to.equal(true);
    expect(seen).to.deep.equal([1, 2]);
  });

  it('resolves to false where the signal is aborted, and leaves the source', async () => {
    const stop = new AbortController();
    const source = new Subject<number>();
    const ended = untilAborted(source, stop.signal, () => stop.abort());
    source.next(1);
    expect(await ended).to.equal(false);
    expect(source.observed).to.equal(false);
  });

  it('does not subscribe where the signal is aborted already', async () => {
    const seen: number[] = [];
    const ended = await untilAborted(concat(of(1), NEVER), AbortSignal.abort(), (value) => seen.push(value));
    expect([ended, seen]).to.deep.equal([false, []]);
  });

  it('rejects with the error of the source', async () => {
    const error = new Error('broken');
    const caught = await untilAborted(
      throwError(() => error),
      never,
      () => undefined,
    ).catch((reason: unknown) => reason);
    expect(caught).to.equal(error);
  });
});
