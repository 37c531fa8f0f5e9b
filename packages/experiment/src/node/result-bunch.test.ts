import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import { ResultBunch } from './result-bunch.js';

/** A bunch whose calls end where the test says so. */
const bunchOf = (apart: number) => {
  const sent: (readonly number[])[] = [];
  const calls: { keep(): void; refuse(error: Error): void }[] = [];
  const failures: unknown[] = [];
  const send = (results: readonly number[]) => {
    sent.push(results);
    return new Promise<void>((keep, refuse) => calls.push({ keep, refuse }));
  };
  return { sent, calls, failures, bunch: new ResultBunch(send, apart, (error) => failures.push(error)) };
};

describe('ResultBunch', () => {
  it('sends the first at once, and those that come while it is under way together', async () => {
    const { sent, calls, bunch } = bunchOf(0);
    for (const result of [1, 2, 3]) bunch.add(result);
    expect(sent).to.deep.equal([[1]]);
    calls[0]!.keep();
    await turn();
    expect(sent).to.deep.equal([[1], [2, 3]]);
    calls[1]!.keep();
    await bunch.end();
    expect(sent).to.have.length(2);
  });

  it('holds back those that come within the time between two calls, until its end', async () => {
    const { sent, calls, bunch } = bunchOf(1e5);
    bunch.add(1);
    calls[0]!.keep();
    await turn();
    for (const result of [2, 3]) bunch.add(result);
    await turn();
    expect(sent).to.deep.equal([[1]]);
    let isOver = false;
    const end = bunch.end().then(() => (isOver = true));
    await turn();
    expect(sent).to.deep.equal([[1], [2, 3]]);
    expect(isOver, 'before they are kept').to.equal(false);
    calls[1]!.keep();
    await end;
  });

  it('reports that the last call of its end failed, before it has ended', async () => {
    const { sent, calls, failures, bunch } = bunchOf(1e5);
    bunch.add(1);
    calls[0]!.keep();
    await turn();
    bunch.add(2);
    const end = bunch.end();
    await turn();
    expect(sent).to.deep.equal([[1], [2]]);
    calls[1]!.refuse(new Error('The disk is full.'));
    await end;
    expect(failures.map(String)).to.deep.equal(['Error: The disk is full.']);
  });

  it('sends nothing more after a failure, and ends', async () => {
    const { sent, calls, failures, bunch } = bunchOf(0);
    for (const result of [1, 2]) bunch.add(result);
    calls[0]!.refuse(new Error('The disk is full.'));
    await turn();
    bunch.add(3);
    await bunch.end();
    expect(sent).to.deep.equal([[1]]);
    expect(failures.map(String)).to.deep.equal(['Error: The disk is full.']);
  });
});
