import 'reflect-metadata';
import { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { kinds } from '../kinds.js';
import { EngineClient, EngineError, type Port } from './engine-client.js';
import { EngineServer } from './engine-server.js';
import type { RunRecipe } from './calls.js';

/** Two ports whose messages are copied, as between threads. */
function ports(): readonly [Port, Port] {
  const takes: ((message: unknown) => void)[][] = [[], []];
  const port = (own: number): Port => ({
    postMessage: (message) => {
      const copy: unknown = structuredClone(message);
      setTimeout(() => takes[1 - own]!.forEach((take) => take(copy)));
    },
    onMessage: (take) => takes[own]!.push(take),
  });
  return [port(0), port(1)];
}

function engineOf(registry: Registry): EngineClient {
  const [page, worker] = ports();
  new EngineServer(worker, registry);
  return new EngineClient(page);
}

const recipe: RunRecipe = {
  environment: 'Nowhere-v0',
  agent: 'nobody',
  seed: 1,
  budget: 10,
  steps: 10,
  start: null,
};

describe('The engine', () => {
  it('lists what is registered: nothing in an empty registry', async () => {
    expect(await engineOf(new Registry(kinds)).call('catalogue', null)).to.deep.equal([]);
  });

  it('returns the sentences of what is wrong with a recipe', async () => {
    const [sentence] = await engineOf(new Registry(kinds)).call('problems', recipe);
    expect(sentence).to.contain('nobody');
  });

  it('rejects with the sentence of what is refused', async () => {
    let thrown: unknown;
    await engineOf(new Registry(kinds))
      .call('run', recipe)
      .catch((error: unknown) => (thrown = error));
    expect(thrown).to.be.instanceOf(EngineError);
    expect((thrown as EngineError).isInput).to.equal(true);
    expect((thrown as EngineError).message).to.match(/^There is no .*nobody/);
    expect((thrown as EngineError).engineStack).to.equal(undefined);
  });

  it('rejects with the reason of its signal, before and after it is sent', async () => {
    const engine = engineOf(new Registry(kinds));
    const reason = new Error('stopped');
    const early = engine.call('catalogue', null, { signal: AbortSignal.abort(reason) });
    const controller = new AbortController();
    const late = engine.call('catalogue', null, { signal: controller.signal });
    controller.abort(reason);
    const reasons = await Promise.allSettled([early, late]);
    expect(reasons).to.deep.equal([
      { status: 'rejected', reason },
      { status: 'rejected', reason },
    ]);
  });

  it('begins no call that is cancelled before its turn', async () => {
    const [page, worker] = ports();
    const registry = new Registry(kinds);
    let replies = 0;
    new EngineServer(worker, registry);
    page.onMessage(() => replies++);
    for (const id of [0, 1, 2]) page.postMessage({ id, call: 'problems', argument: recipe });
    for (const id of [0, 1]) page.postMessage({ id, cancel: true });
    await new EngineClient(page).call('catalogue', null, { signal: new AbortController().signal });
    expect(replies).to.equal(2);
  });
});
