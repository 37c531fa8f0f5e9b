import type { FiniteModel, Random } from '@pomdp-gym/contracts';
import { ModelSampler } from '@pomdp-gym/models';

/** A simulator, which is all that the search knows of the model: from a state and an action to what happens. */
export class GenerativeModel {
  /** s' after a step. */
  state = 0;
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
    this.sampler.draw(state, action, random, this);
    this.ended = this.model.terminal?.[this.state] === 1;
  }
}
