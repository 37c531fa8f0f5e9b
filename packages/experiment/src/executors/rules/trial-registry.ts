import { type Binder, contribute, kinds } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { Registry } from '@pomdp-gym/registry';
import { z } from 'zod';

/** A coin that shows either side; showing side 1 earns 1. */
function coin(): ModelEnvironment {
  return new ModelEnvironment(
    finiteModel({
      ...{ states: 2, actions: 2, observations: 2 },
      transition: (_side, action) => [
        [action, 0.9],
        [1 - action, 0.1],
      ],
      observation: (_action, side) => [[side, 1]],
      initialObservation: (side) => [[side, 1]],
      reward: (side) => side,
      start: [[0, 1]],
    }),
  );
}

/** A registry with one environment and two policies, for trials of executors. */
export async function trialRegistry(): Promise<Registry> {
  const registry = new Registry({ ...kinds, executor: { article: 'an executor', plural: 'executors' } });
  const load = (module: Binder) => {
    const shared = { summary: 'For trials.', options: z.strictObject({}) };
    contribute(module, 'environment', { ...shared, id: 'Coin-v0', create: coin });
    for (const side of [0, 1]) {
      const create = () => ({ reset: () => undefined, act: () => side });
      contribute(module, 'policy', { ...shared, id: `always-${side}`, create });
    }
  };
  await registry.load({ id: 0, load }, 'trial');
  return registry;
}
