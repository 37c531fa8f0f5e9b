import type { Action, Environment, FiniteModel, Observation, Space, StepResult } from '@pomdp-gym/contracts';
import { initialBelief, updateBelief } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';

/** One step of a game, as it was played. */
export interface GameStep {
  readonly action: string;
  readonly observation: string;
  readonly reward: number;
  readonly ending: StepResult['ending'];
}

/** One episode (or as much of it as a person wants) of an environment, with what may be known along the way. */
export class Game {
  readonly steps: GameStep[] = [];
  /** What was seen first, before any action. */
  readonly first: string;
  /** P(s_t | all that was seen and done), S numbers; absent without a model, and once the episode is over. */
  belief: Float64Array | undefined;
  /** The sum of the rewards so far. */
  total = 0;
  /** Σ γ^t r_{t+1} so far, for a model with a discount. */
  discounted = 0;
  private readonly model: FiniteModel | undefined;

  constructor(
    readonly environment: Environment,
    seed: number,
  ) {
    this.model = environment.model?.();
    const observation = environment.reset(randomStream(seed, 'environment'));
    this.first = nameOf(observation, environment.observationSpace);
    this.belief = this.model && initialBelief(this.model, observation as number);
  }

  get over(): boolean {
    return this.steps.at(-1)?.ending === 'terminated' || this.steps.at(-1)?.ending === 'truncated';
  }

  /** Takes one step and returns what came of it. */
  take(action: Action): GameStep {
    const { environment, model } = this;
    const { observation, reward, ending } = environment.step(action);
    this.discounted += (model?.discount ?? 1) ** this.steps.length * reward;
    this.total += reward;
    const step = {
      action: nameOf(action, environment.actionSpace),
      observation: nameOf(observation, environment.observationSpace),
      reward,
      ending,
    };
    this.steps.push(step);
    this.belief =
      model && this.belief && ending === 'none'
        ? updateBelief(model, this.belief, action as number, observation as number)
        : undefined;
    return step;
  }
}

/** A point of a space in words: its name or number, or its numbers. */
function nameOf(point: Action | Observation, space: Space): string {
  if (typeof point !== 'number') return Array.from(point, (value) => value.toPrecision(4)).join(', ');
  return (space.kind === 'discrete' && space.labels?.[point]) || String(point);
}
