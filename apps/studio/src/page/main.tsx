import { render } from 'preact';
import EngineWorker from '../worker.js?worker&inline';
import type { Thread } from '../engine/engine-lane.js';
import { Engines } from '../engine/engines.js';
import { App } from './app.js';
import { Store } from './store.js';
import { StudioAddress } from './studio-address.js';

function beginThread(): Thread {
  const worker = new EngineWorker();
  return {
    postMessage: (message) => worker.postMessage(message),
    onMessage: (take) => worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => take(data)),
    onFault: (take) =>
      worker.addEventListener('error', ({ message }) => take(`The engine of this page failed: ${message}`)),
    end: () => worker.terminate(),
  };
}

/** Ends a task. It is here since the modules of a package that has it would take 40 ms to load. */
const nextTask = () => new Promise((resolve) => setTimeout(resolve));

/** Opens the page, a task for each part, so that none of them is long: what was pressed meanwhile is taken between them. */
async function open(): Promise<void> {
  await nextTask();
  const engines = new Engines(beginThread);
  const build = document.querySelector('meta[name=build]')?.getAttribute('content') ?? '';
  const store = new Store(engines, build, StudioAddress.of(location));
  void store.draft.check();
  void store.begin();
  await nextTask();
  const place = document.getElementById('studio');
  if (!place) return;
  place.replaceChildren();
  render(<App store={store} />, place);
}

void open();
