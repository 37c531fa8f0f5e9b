import { controllerOf, type FiniteStateController, InputError, type Policy } from '@pomdp-gym/contracts';

/** The law of a policy as a controller; throws an InputError where it has neither table nor controller. */
export function requireController(policy: Policy): FiniteStateController {
  const controller = controllerOf(policy);
  if (controller) return controller;
  throw new InputError(
    'Exact analysis needs a policy over finite observations: this one has no table() and no controller().',
  );
}
