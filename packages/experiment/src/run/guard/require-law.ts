import { controllerOf, type Environment, isInputError, type Policy } from '@pomdp-gym/contracts';
import { drawsFromItsModel } from '@pomdp-gym/models';
import { requireController } from '../evaluate.js';
import { BrokenContract } from './broken-contract.js';

/**
 * Holds the law that a policy gives of itself, its table or its controller, to the size of a finite model, and its rows to
 * distributions, where steps are drawn from both.
 *
 * @param part who acts, for messages: `policy softmax`.
 * @throws BrokenContract
 */
export function requireLaw(policy: Policy, environment: Environment, part: string): void {
  if (!drawsFromItsModel(environment)) return;
  const method = policy.controller ? 'controller' : 'table';
  try {
    const law = controllerOf(policy);
    if (law) requireController(law, environment.model());
  } catch (error) {
    if (!isInputError(error)) throw error;
    throw new BrokenContract(part, `${method} returns a law that is refused. ${error.message}`);
  }
}
