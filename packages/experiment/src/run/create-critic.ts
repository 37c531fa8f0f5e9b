import type { Critic, CriticSpaces, FiniteModel, Reference } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { guardedCritic } from './guard/guarded-critic.js';

/** Makes a critic, whose first values are held to its contract. */
export function createCritic(
  reference: Reference,
  spaces: CriticSpaces,
  model: (() => FiniteModel) | undefined,
  registry: Registry,
): Critic {
  return guardedCritic(registry.create('critic', reference, spaces, model), `critic ${reference.id}`);
}
