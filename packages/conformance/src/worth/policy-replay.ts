import type { Policy } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { demand } from '../check.js';

/** What a policy saw and did, from the start of an episode. As many actions as observations: y_0 u_0 y_1 u_1 … */
export interface History {
  /** The seed of the stream that the policy was given. */
  readonly seed: number;
  readonly observations: readonly number[];
  readonly actions: readonly number[];
}

/** Plays a policy through histories. Its memory cannot be copied, so each history is played from its start. */
export class PolicyReplay {
  constructor(
    private readonly policy: Policy,
    private readonly actions: number,
  ) {}

  /** Begins an episode with a stream of this seed. */
  begin(seed: number): void {
    this.policy.reset(randomStream(seed, 'policy'));
  }

  /** The next action of the episode that has begun. Throws BrokenRule for one outside the action space. */
  act(observation: number): number {
    const action = this.policy.act(observation);
    const inside = typeof action === 'number' && Number.isInteger(action) && action >= 0;
    demand(
      inside && action < this.actions,
      () => `Its policy takes action ${String(action)}, where the actions are 0 to ${this.actions - 1}.`,
    );
    return action;
  }

  /** The history, with one more observation and what the policy does then. */
  extend({ seed, observations, actions }: History, observation: number): History {
    this.begin(seed);
    observations.forEach((seen, t) => {
      const action = this.act(seen);
      demand(
        action === actions[t],
        () =>
          `Its policy does not repeat itself: at step ${t} it takes ${action}, where it took ${actions[t]}.`,
      );
    });
    const action = this.act(observation);
    return { seed, observations: [...observations, observation], actions: [...actions, action] };
  }
}
