import type { FiniteModel, Random } from '@pomdp-gym/contracts';
import { drawEntry, ModelSampler } from '@pomdp-gym/models';

/** A simulator, which is all that the search knows of the model: from a state and an action to what happens. */
export class GenerativeModel {
  /** s' */
  next = 0;
  /** y */
  observation = 0;
  /** r */
  reward = 0;
  /** Whether the episode is over. */
  ended = false;
  readonly actions: number;
  private readonly sampler: ModelSampler;

  constructor(private readonly model: FiniteModel) {
    this.sampler = new ModelSampler(model);
    this.actions = model.actions;
  }

  /** Draws what follows and leaves it in the fields above. */
  step(state: number, action: number, random: Random): void {
    const { transitions, observationTable, shown, rewards, observedRewards } = this.sampler;
    const k = drawEntry(transitions, state * this.actions + action, random);
    const next = transitions.outcomes[k]!;
    const row = next * this.actions + action;
    const j = shown[k]! < 0 ? drawEntry(observationTable, row, random) : observationTable.offsets[row]!;
    const base = observedRewards ? observedRewards.offsets[k]! : -1;
    this.next = next;
    this.observation = observationTable.outcomes[j]!;
    this.reward =
      base < 0 ? rewards[k]! : observedRewards!.values[base + j - observationTable.offsets[row]!]!;
    this.ended = this.model.terminal?.[next] === 1;
  }
}
