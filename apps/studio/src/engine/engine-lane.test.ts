import { expect } from 'chai';
import { EngineError } from './engine-client.js';
import { EngineLane, type Thread } from './engine-lane.js';
import type { Reply, Request } from './calls.js';

/** A thread that is deaf to all messages, or returns null for each call. */
class FakeThread implements Thread {
  readonly taken: Request[] = [];
  hasEnded = false;
  private take: (message: unknown) => void = () => undefined;
  private fault: (sentence: string) => void = () => undefined;

  constructor(private readonly isDeaf: boolean) {}

  postMessage(message: unknown): void {
    const request = message as Request;
    this.taken.push(request);
    if (!this.isDeaf && 'call' in request)
      queueMicrotask(() => this.take({ id: request.id, value: request.call } as Reply));
  }

  onMessage(take: (message: unknown) => void): void {
    this.take = take;
  }

  onFault(take: (sentence: string) => void): void {
    this.fault = take;
  }

  fail(sentence: string): void {
    this.fault(sentence);
  }

  reply(reply: Reply): void {
    this.take(reply);
  }

  end(): void {
    this.hasEnded = true;
  }
}

/** A lane whose first thread is as given, and its threads. */
function laneOf(isFirstDeaf: boolean, patience: () => Promise<unknown>) {
  const threads: FakeThread[] = [];
  const begin = () => {
    const thread = new FakeThread(isFirstDeaf && threads.length === 0);
    threads.push(thread);
    return thread;
  };
  return { lane: new EngineLane(begin, patience), threads };
}

const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('A lane of the engine', () => {
  it('begins no thread before a call, and one for all of them', async () => {
    const { lane, threads } = laneOf(false, () => Promise.resolve());
    expect(threads).to.have.length(0);
    await Promise.all([lane.call('free', null), lane.call('catalogue', null)]);
    expect([threads.length, lane.pending.value]).to.deep.equal([1, 0]);
  });

  it('ends a thread that goes on with a call that is cancelled, and sends what is left to another', async () => {
    const { lane, threads } = laneOf(true, () => Promise.resolve());
    const stopping = new AbortController();
    const cancelled = reasonOf(lane.call('free', null, { signal: stopping.signal }));
    const left = lane.call('catalogue', null);
    stopping.abort();
    expect(await cancelled).to.equal(stopping.signal.reason);
    expect(await left).to.equal('catalogue');
    expect(threads.map(({ hasEnded }) => hasEnded)).to.deep.equal([true, false]);
    expect(threads[1]!.taken.map((request) => 'call' in request && request.call)).to.deep.equal([
      'catalogue',
    ]);
  });

  it('reports each thread and each sending, and has no event of a thread that has been ended', async () => {
    const { lane, threads } = laneOf(true, () => Promise.resolve());
    const stopping = new AbortController();
    let begun = 0;
    const work: number[] = [];
    const solved = lane.call(
      'solve',
      { environment: '', solver: '' },
      {
        onBegin: () => begun++,
        onEvent: (event) => work.push(event.work),
      },
    );
    const report = (thread: FakeThread, of: number) =>
      thread.reply({ id: 0, event: { lower: 0, upper: 1, work: of } });
    report(threads[0]!, 1);
    expect([begun, lane.threads.value]).to.deep.equal([1, 1]);
    const cancelled = reasonOf(lane.call('free', null, { signal: stopping.signal }));
    stopping.abort();
    await cancelled;
    await solved;
    report(threads[0]!, 2);
    expect([begun, lane.threads.value, work]).to.deep.equal([2, 2, [1]]);
  });

  it('keeps its thread where a call is cancelled that ends by itself', async () => {
    const thread = new FakeThread(true);
    const lane = new EngineLane(
      () => thread,
      () => Promise.resolve(),
      ['follow'],
    );
    const stopping = new AbortController();
    const { signal } = stopping;
    const followed = reasonOf(lane.call('follow', { url: '', shown: 0 }, { signal }));
    stopping.abort();
    expect(await followed).to.equal(stopping.signal.reason);
    await new Promise((resolve) => setImmediate(resolve));
    expect([thread.hasEnded, lane.threads.value]).to.deep.equal([false, 1]);
  });

  it('keeps a thread that comes to its end with a call that is cancelled', async () => {
    const { lane, threads } = laneOf(false, () => new Promise(() => undefined));
    const stopping = new AbortController();
    const cancelled = reasonOf(lane.call('catalogue', null, { signal: stopping.signal }));
    stopping.abort();
    expect(await cancelled).to.equal(stopping.signal.reason);
    expect(await lane.call('free', null)).to.equal('free');
    expect(threads.map(({ hasEnded }) => hasEnded)).to.deep.equal([false]);
  });

  it('ends its thread where it is stopped, and its calls with a sentence', async () => {
    const { lane, threads } = laneOf(true, () => Promise.resolve());
    const stopped = reasonOf(lane.call('free', null));
    lane.stop();
    const reason = await stopped;
    expect(reason).to.be.instanceOf(EngineError);
    expect((reason as EngineError).message).to.contain('was stopped');
    expect([threads[0]!.hasEnded, lane.pending.value, lane.fault.value]).to.deep.equal([true, 0, null]);
    expect(await lane.call('catalogue', null)).to.equal('catalogue');
  });

  it('ends its calls with the sentence of a thread that fails', async () => {
    const { lane, threads } = laneOf(true, () => Promise.resolve());
    const failed = reasonOf(lane.call('free', null));
    threads[0]!.fail('out of memory');
    expect(((await failed) as EngineError).message).to.equal('out of memory');
  });

  it('has the fault of a program with its stack, until the next call of its name; no refusal of what a person gave', async () => {
    const { lane, threads } = laneOf(true, () => Promise.resolve());
    const failed = reasonOf(lane.call('free', null));
    threads[0]!.reply({ id: 0, error: 'planted', stack: 'at plant', isInput: false });
    await failed;
    expect([lane.fault.value?.message, lane.fault.value?.engineStack]).to.deep.equal(['planted', 'at plant']);
    // What another part of the view computes leaves the fault beside its sentence.
    const other = lane.call('catalogue', null);
    threads[0]!.reply({ id: 1, value: 'catalogue' });
    await other;
    expect(lane.fault.value?.message).to.equal('planted');
    const refused = reasonOf(lane.call('free', null));
    expect(lane.fault.value).to.equal(null);
    threads[0]!.reply({ id: 2, error: 'no such thing', isInput: true });
    await refused;
    expect(lane.fault.value).to.equal(null);
  });
});
