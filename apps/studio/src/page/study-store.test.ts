import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { effect, signal } from '@preact/signals';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import type { Thread } from '../engine/engine-lane.js';
import { EngineServer } from '../engine/engine-server.js';
import { Engines } from '../engine/engines.js';
import { shippedRegistry } from '../shipped-registry.js';
import { initialState } from '../state/view-state.js';
import { FakeLocks } from './fake-locks.test.support.js';
import type { SeedsKeeper } from './seeds-keeper.js';
import { StreamPlace } from './stream-place.js';
import { type Locks, MOST_STREAMS } from './stream-slot.js';
import { StudioAddress } from './studio-address.js';

/** When a thread takes the calls that it is sent. */
interface Gate {
  opened: Promise<void>;
}

/** A thread that serves calls in this process until it is ended. */
function threadOf(registry: Registry, gate: Gate): Thread {
  const [calls, replies] = [new EventTarget(), new EventTarget()];
  let hasEnded = false;
  const send = (to: EventTarget, message: unknown): void => {
    const event = new MessageEvent('message', { data: structuredClone(message) });
    queueMicrotask(() => !hasEnded && to.dispatchEvent(event));
  };
  const listen = (from: EventTarget, take: (message: unknown) => void): void =>
    from.addEventListener('message', (event) => event instanceof MessageEvent && take(event.data));
  new EngineServer(
    { postMessage: (message) => send(replies, message), onMessage: (take) => listen(calls, take) },
    registry,
  );
  return {
    postMessage: (message) => void gate.opened.then(() => send(calls, message)),
    onMessage: (take) => listen(replies, take),
    onFault: () => undefined,
    end: () => void (hasEnded = true),
  };
}

const fileOf = (name: string, text: string) =>
  Object.defineProperty(new File([text], name), 'webkitRelativePath', { value: `results/${name}` });
const files = [
  fileOf(
    'study.yaml',
    JSON.stringify({
      ...{ name: 'one', environments: ['ThreeState-v0'], agents: [{ name: 'uniform', policy: 'uniform' }] },
      ...{ seeds: [1], budget: 10 },
    }),
  ),
  fileOf(
    'runs.jsonl',
    `${JSON.stringify({
      ...{ run: 0, environment: 'ThreeState-v0', agent: 'uniform', seed: 1, status: 'finished' },
      ...{ averageReward: 0.4, exact: true, halfWidth: 0, fractionOfOptimum: null, steps: 0 },
      ...{ curve: [], error: null },
    })}\n`,
  ),
];

/** Waits until a condition holds, or nearly as long as a test may take. */
async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; !isTrue() && tries < 5000; tries++)
    await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('The store of studies', () => {
  const opened = async (address?: StudioAddress, locks?: Locks) => {
    Object.assign(globalThis, {
      document: { visibilityState: 'visible', addEventListener: () => undefined },
    });
    const { StudyStore } = await import('./study-store.js');
    const { isVisible } = await import('./visible-page.js');
    isVisible.value = true;
    Reflect.deleteProperty(globalThis, 'document');
    const registry = await shippedRegistry();
    const gate: Gate = { opened: Promise.resolve() };
    const engines = new Engines(() => threadOf(registry, gate));
    const stopped = new Set<string>();
    const keeper: Pick<SeedsKeeper, 'records' | 'keep' | 'setStopped' | 'isStopped'> = {
      records: () => Promise.resolve([]),
      keep: () => Promise.resolve(),
      setStopped: (question, isStopped) => {
        const key = JSON.stringify(question);
        if (isStopped) stopped.add(key);
        else stopped.delete(key);
        return Promise.resolve();
      },
      isStopped: (question) => Promise.resolve(stopped.has(JSON.stringify(question))),
    };
    const store = new StudyStore(engines, signal(initialState), keeper, address, locks);
    const optimum = () => store.rows.value?.rows[0]?.optimum;
    return { engines, gate, store, optimum, isVisible };
  };

  it('opens its study again with its optimum where its thread is ended', async () => {
    const { engines, store, optimum } = await opened();
    await store.openResults(files);
    // The three-state problem states that η* is .8.
    await until(() => optimum() === 0.8);
    expect(optimum()).to.equal(0.8);
    engines.studies.stop();
    store.set({ order: '-mean' });
    await until(() => store.study.value?.thread === 2 && store.problem.value === null && optimum() === 0.8);
    expect([store.study.value?.thread, store.problem.value, optimum()]).to.deep.equal([2, null, 0.8]);
  });

  it('shows why a table cannot be read until it is read', async () => {
    const { store } = await opened();
    await store.openResults(files);
    store.set({ order: 'colour' });
    await until(() => store.problem.value !== null);
    expect(store.problem.value).to.contain('no column colour');
    store.set({ order: 'mean' });
    await until(() => store.problem.value === null);
    expect(store.problem.value).to.equal(null);
  });

  it('draws the count, the rows, the curves and the status that one event brings at once, and none that is older than what it shows', async () => {
    const [studyText, line] = await Promise.all(files.map((file) => file.text()));
    const text = JSON.stringify({ ...JSON.parse(studyText!), seeds: [1, 2, 3, 4] });
    const lineOf = (run: number) => JSON.stringify({ ...JSON.parse(line!), run, seed: run + 1 });
    const eventOf = (event: string, data = '') =>
      `event: ${event}\ndata: ${data.replaceAll('\n', '\ndata: ')}\n\n`;
    const running = { phase: 'running', done: 1 };
    let stream: ServerResponse | undefined;
    const server = createServer(({ url }, response) => {
      if (url!.startsWith('/folders'))
        response.end(JSON.stringify({ folders: [{ name: 'one' }], study: null }));
      else {
        stream = response;
        const lines = eventOf('lines', `${lineOf(0)}\n${lineOf(1)}`);
        response.write(eventOf('study', text) + lines + eventOf('whole'));
      }
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { gate, store, optimum, isVisible } = await opened(
      StudioAddress.of({ protocol: 'http:', origin, search: '?token=x' }),
    );
    const shownRuns = () => store.rows.value?.rows[0]?.runs;
    await until(() => optimum() === 0.8 && store.runs.value?.total === 2);
    const drawn: unknown[] = [];
    const forget = effect(() => {
      const [curve] = store.curves.value;
      const counts = [store.study.value?.done, shownRuns(), curve?.row.runs, store.runs.value?.total];
      const state = [...counts, store.status.value];
      // The same again is no other state.
      if (JSON.stringify(state) !== JSON.stringify(drawn.at(-1))) drawn.push(state);
    });
    // A study that has twice as many runs as are shown may be emitted before it is whole, where 300 ms have gone by: three are fewer than four.
    stream!.write(eventOf('lines', lineOf(2)) + eventOf('whole', JSON.stringify(running)));
    await until(() => store.runs.value?.total === 3);
    forget();
    const idle = { phase: 'idle' };
    const event = eventOf('lines', lineOf(3)) + eventOf('whole', JSON.stringify({ ...running, done: 2 }));
    let read = (): void => undefined;
    gate.opened = new Promise((resolve) => (read = resolve));
    stream!.write(event + eventOf('status', JSON.stringify(idle)));
    await until(() => store.status.value?.phase === 'idle');
    read();
    await until(() => store.runs.value?.total === 4);
    const last = [store.runs.value?.total, store.status.value];
    // A page that is hidden follows nothing.
    const closed = once(stream!, 'close');
    isVisible.value = false;
    await closed;
    server.close();
    expect(drawn).to.deep.equal([
      [2, 2, 2, 2, null],
      [3, 3, 3, 3, running],
    ]);
    expect(last).to.deep.equal([4, idle]);
  });

  it('follows the server once a window gives its place, and gives its own where it is hidden', async () => {
    const streams: ServerResponse[] = [];
    const server = createServer(({ url }, response) => {
      if (url!.startsWith('/folders')) return response.end(JSON.stringify({ folders: [], study: null }));
      // Stores of other tests have another token.
      if (!url!.includes('token=place')) return response.end();
      response.flushHeaders();
      return streams.push(response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const locks = new FakeLocks();
    const others = Array.from({ length: MOST_STREAMS }, () => new StreamPlace(locks));
    for (const other of others) await other.take();
    const { store, isVisible } = await opened(
      StudioAddress.of({ protocol: 'http:', origin, search: '?token=place' }),
      locks,
    );
    await until(() => store.place.isWaiting.value);
    expect([store.place.isWaiting.value, streams.length]).to.deep.equal([true, 0]);
    others[0]!.give();
    await until(() => streams.length > 0);
    expect([store.place.isWaiting.value, streams.length, locks.held.size]).to.deep.equal([
      ...[false, 1, MOST_STREAMS],
    ]);
    const closed = once(streams[0]!, 'close');
    isVisible.value = false;
    await closed;
    await until(() => locks.held.size < MOST_STREAMS);
    server.close();
    expect(locks.held.size).to.equal(MOST_STREAMS - 1);
  });
});
