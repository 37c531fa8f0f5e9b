import { render } from 'preact';
import EngineWorker from '../worker.js?worker&inline';
import { EngineClient } from '../engine/engine-client.js';
import { App } from './app.js';
import { Store } from './store.js';
import { StudioAddress } from './studio-address.js';

const worker = new EngineWorker();
const engine = new EngineClient({
  postMessage: (message) => worker.postMessage(message),
  onMessage: (take) => worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => take(data)),
});
const build = document.querySelector('meta[name=build]')?.getAttribute('content') ?? '';
const store = new Store(engine, build, StudioAddress.of(location));
void store.check();
void store.begin();
const place = document.getElementById('studio');
if (place) {
  place.replaceChildren();
  render(<App store={store} />, place);
}
