import type { FiniteTable, Observation, Policy } from '@pomdp-gym/contracts';

/** Takes one action for each observation, whatever came before. */
export class ObservationPolicy implements Policy {
  /** @param choices the action of each observation, `nothing yet` among them. */
  constructor(
    readonly choices: Int32Array,
    private readonly actions: number,
  ) {}

  reset(): void {
    // Nothing is remembered and nothing is drawn.
  }

  act(observation: Observation): number {
    return this.choices[observation as number]!;
  }

  table(): FiniteTable {
    const { actions, choices } = this;
    const probabilities = new Float64Array(choices.length * actions);
    choices.forEach((action, y) => (probabilities[y * actions + action] = 1));
    return { observations: choices.length, actions, probabilities };
  }
}
