import { signal } from '@preact/signals';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import type { Thread } from '../engine/engine-lane.js';
import { EngineServer } from '../engine/engine-server.js';
import { Engines } from '../engine/engines.js';
import { shippedRegistry } from '../shipped-registry.js';
import { initialState } from '../state/view-state.js';
import type { SeedsKeeper } from './seeds-keeper.js';

/** A thread that serves calls in this process until it is ended. */
function threadOf(registry: Registry): Thread {
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
    postMessage: (message) => send(calls, message),
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

/** Waits until a condition holds. */
async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; !isTrue() && tries < 500; tries++)
    await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('The store of studies', () => {
  const opened = async () => {
    Object.assign(globalThis, {
      document: { visibilityState: 'visible', addEventListener: () => undefined },
    });
    const { StudyStore } = await import('./study-store.js');
    Reflect.deleteProperty(globalThis, 'document');
    const registry = await shippedRegistry();
    const engines = new Engines(() => threadOf(registry));
    const keeper: Pick<SeedsKeeper, 'records' | 'keep'> = {
      records: () => Promise.resolve([]),
      keep: () => Promise.resolve(),
    };
    const store = new StudyStore(engines, signal(initialState), keeper, undefined);
    const optimum = () => store.rows.value?.rows[0]?.optimum;
    return { engines, store, optimum };
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
});
