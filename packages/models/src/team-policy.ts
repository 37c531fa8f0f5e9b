import type { FiniteStateController } from '@pomdp-gym/contracts';
import type { TeamSpaces } from './agent-spaces.js';
import { ControllerPolicy } from './controller-policy.js';
import { jointController } from './joint-controller.js';

/** Agents that act each by its own finite-state controller. Throws an InputError where these do not fit the spaces. */
export class TeamPolicy extends ControllerPolicy {
  constructor(
    private readonly laws: readonly FiniteStateController[],
    spaces: TeamSpaces,
  ) {
    super(jointController(laws, spaces));
  }

  agents(): readonly FiniteStateController[] {
    return this.laws;
  }
}
