import 'reflect-metadata';
import { expect } from 'chai';
import { shippedRegistry } from '../shipped-registry.js';
import { errorMap } from './error-map.js';
import { exactGradients } from './exact-gradients.js';
import { finiteErrors } from './finite-errors.js';

const recipe = {
  ...{ environment: 'ThreeState-v0', agent: 'softmax+gpomdp:beta=.8+conjpomdp' },
  ...{ seed: 1, budget: 100, steps: 10, start: null },
};

/** What `finiteErrors` asks for besides. */
const few = { steps: 5, at: { beta: 0.5, lengths: [5] } };

describe('A sweep over β', () => {
  for (const sweep of [exactGradients, errorMap, finiteErrors])
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
      const context = {
        registry: await shippedRegistry(),
        opened: {},
        optima: new Map(),
        emit: () => undefined,
        signal: controller.signal,
      };
      const question = { recipe, theta: [1, 1, -1, -1], betas: watched, ...few };
      const thrown: unknown = await sweep(question, context).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(thrown).to.equal(controller.signal.reason);
      expect(tried).to.deep.equal([0, 1]);
    });
});
