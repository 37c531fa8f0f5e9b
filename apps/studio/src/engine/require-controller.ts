import { controllerOf, type FiniteStateController, InputError, type Policy } from '@pomdp-gym/contracts';

/** The policy as a finite-state controller. Throws an InputError where it has neither table nor controller. */
export function requireController(policy: Policy): FiniteStateController {
  const controller = controllerOf(policy);
  if (controller) return controller;
  throw new InputError(
    'The policy is over points of a box, or remembers without end: it has no exact analysis.',
  );
}
