import 'reflect-metadata';
import { createRequire } from 'node:module';
import { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { shippedByCommandLine } from '../build/shipped-by-command-line.js';
import { kinds } from '../kinds.js';
import { errorMap } from './error-map.js';
import { exactGradients } from './exact-gradients.js';

const require: (name: string) => unknown = createRequire(import.meta.url);

/** What a module exports by default. */
function pluginOf(exported: unknown): unknown {
  return typeof exported === 'object' && exported && 'default' in exported ? exported.default : undefined;
}

async function shippedRegistry(): Promise<Registry> {
  const registry = new Registry(kinds);
  for (const plugin of await shippedByCommandLine())
    registry.offer({ ...plugin, load: () => pluginOf(require(plugin.source)) });
  return registry;
}

const recipe = {
  ...{ environment: 'ThreeState-v0', agent: 'softmax+gpomdp:beta=.8+conjpomdp' },
  ...{ seed: 1, budget: 100, steps: 10, start: null },
};

describe('A sweep over β', () => {
  for (const sweep of [exactGradients, errorMap])
    it(`of ${sweep.name} stops between two β once its signal aborts`, async () => {
      const controller = new AbortController();
      const tried: number[] = [];
      const betas = [0, 0.5, 0.9];
      /** Aborts when the second β is taken. */
      const watched = new Proxy(betas, {
        get(list, key, receiver): unknown {
          if (key === '0' || key === '1' || key === '2') tried.push(Number(key));
          if (key === '1') controller.abort(new Error('stopped'));
          return Reflect.get(list, key, receiver);
        },
      });
      const context = { registry: await shippedRegistry(), emit: () => undefined, signal: controller.signal };
      const question = { recipe, theta: [1, 1, -1, -1], betas: watched };
      const thrown: unknown = await sweep(question, context).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(thrown).to.equal(controller.signal.reason);
      expect(tried).to.deep.equal([0, 1]);
    });
});
