import { type Environment, InputError } from '@pomdp-gym/contracts';
import { modelHash } from '@pomdp-gym/solving/node';
import type { SavedAgent } from '../saved/saved-agent.js';

/** Throws an InputError where the environment that an agent was trained in has another model by now. */
export function requireSameModel({ model: trained, study }: SavedAgent, environment: Environment): void {
  if (trained === undefined) return;
  const model = environment.model?.();
  if (model && modelHash(model) === trained) return;
  const [where] = study.environments;
  throw new InputError(
    `The environment ${where?.name} is another one than when the agent was trained in it: its file or its plugin has changed. ` +
      'Name the environment on the command line to let the agent act there as it is, or train it again.',
  );
}
