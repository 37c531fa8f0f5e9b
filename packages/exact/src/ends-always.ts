import type { FiniteModel, FiniteStateController } from '@pomdp-gym/contracts';
import { recurrentClasses } from '@pomdp-gym/numerics';
import { jointChain } from './joint-chain.js';
import { type Transitions, transitions, withRestart } from './transitions.js';

/**
 * Whether every episode of a model ends under a controller, with probability one.
 *
 * @throws InputError where model and controller do not fit.
 */
export function endsAlways(model: FiniteModel, controller: FiniteStateController): boolean {
  return alwaysEnds(transitions(jointChain(model, controller)));
}

/** The same of a chain: every recurrent class holds the node of the restart. */
export function alwaysEnds(chain: Transitions): boolean {
  return recurrentClasses(withRestart(chain)).every((nodes) => nodes.includes(chain.size));
}
