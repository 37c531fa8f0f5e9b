import type { FiniteModel, Random } from '@pomdp-gym/contracts';
import { ModelSampler } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import type { ChainStart } from './c-reference.js';

/** Where the gym's own path of this seed begins: s_0 and y_0 are drawn, and the generators are behind those draws. */
export function chainStart(model: FiniteModel, seed: number): ChainStart {
  const environment = randomStream(seed, 'environment');
  const policy = randomStream(seed, 'policy');
  const sampler = new ModelSampler(model);
  const state = sampler.drawStart(environment);
  const observation = sampler.drawInitialObservation(state, environment);
  return { state, observation, policyWords: wordsOf(policy), environmentWords: wordsOf(environment) };
}

function wordsOf(random: Random): readonly number[] {
  const saved = random.save?.();
  if (saved) return saved;
  throw new Error('The streams of the project can be saved.');
}
