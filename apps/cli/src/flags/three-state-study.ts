import { parseStudy, type Study } from '@pomdp-gym/experiment';

/** β for every agent that keeps a trace. On this problem the bias it leaves is below 5 % at the start of the climb. */
const beta = 0.4;

/** T, the steps a gradient rests on. */
const steps = 1024;

/** How far OLPOMDP moves along r z at each step; gradient ascent, which moves once in T steps, goes about T times as far. */
const rate = 0.01;

/**
 * What `compare` runs when it is given nothing: the paper's three-state problem, every agent with the same policy, the same
 * β and the same budget. Settings are round numbers, not the best of many.
 */
export function threeStateStudy(): Study {
  const policy = { id: 'softmax', options: { features: 'given' } };
  const estimator = { id: 'gpomdp', options: { beta } };
  const search = { id: 'conjpomdp', options: { s0: 100, epsilon: 1e-4 } }; // as the paper has them here
  const ascent = { id: 'gradient-ascent', options: { step: 10, iterations: 1000 } };
  return parseStudy({
    name: 'three-state',
    environments: ['ThreeState-v0'],
    agents: [
      { name: 'CONJPOMDP', policy, estimator, optimizer: search, steps },
      { name: 'gradient ascent', policy, estimator, optimizer: ascent, steps },
      {
        name: 'OLPOMDP',
        policy,
        learner: { id: 'olpomdp', options: { beta, step: rate, baseline: 'none' } },
      },
      { name: 'uniform random', policy: 'uniform' },
    ],
    seeds: { first: 1, count: 20 },
    budget: 20_000,
  });
}
