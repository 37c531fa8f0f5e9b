import 'reflect-metadata';
import { gradientEstimates } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { shippedRegistry } from '../shipped-registry.js';
import type { EstimatesSoFar } from './estimate-calls.js';
import { gradientPaths } from './gradient-paths.js';

describe('The estimates that are sampled', () => {
  it('reset the trace where an episode ends, as the exact limit beside them has it', async () => {
    const registry = await shippedRegistry();
    const agent = 'softmax+gpomdp:beta=.9+conjpomdp';
    const recipe = { environment: 'TMaze-v0', agent, seed: 1, budget: 100, steps: 10, start: null };
    const theta = new Array<number>(12).fill(0);
    const asked = { theta, steps: [5000], seed: 4 };
    const emitted: EstimatesSoFar[] = [];
    await gradientPaths(
      { recipe, ...asked, beta: 0.9, paths: 1 },
      {
        ...{ registry, opened: {}, optima: new Map<string, never>(), signal: new AbortController().signal },
        emit: (event) => void emitted.push(event as EstimatesSoFar),
      },
    );
    const by = async (endings: 'reset' | 'centred') => {
      const problem = {
        environment: { id: 'TMaze-v0', options: {} },
        policy: { id: 'softmax', options: {} },
      };
      return (await gradientEstimates({ ...problem, ...asked, betas: [0.9], endings }, 0, registry))[0]![0];
    };
    const [found] = emitted[0]!.at[0]!.gradients;
    expect(found).to.deep.equal(await by('reset'));
    expect(found).to.not.deep.equal(await by('centred'));
  });
});
