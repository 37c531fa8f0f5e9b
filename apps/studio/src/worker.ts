import 'reflect-metadata';
import { Registry } from '@pomdp-gym/registry';
import { bundledPlugins } from './bundled-plugins.js';
import { EngineServer } from './engine/engine-server.js';
import { kinds } from './kinds.js';

const registry = new Registry(kinds);
for (const plugin of bundledPlugins) registry.offer(plugin);

new EngineServer(
  {
    postMessage: (message) => self.postMessage(message),
    onMessage: (take) => addEventListener('message', ({ data }: MessageEvent<unknown>) => take(data)),
  },
  registry,
);
