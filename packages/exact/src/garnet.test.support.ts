import type { FiniteModel, Random } from '@pomdp-gym/contracts';
import { finiteModel, type ModelDefinition } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';

/** A law over `branching` outcomes of `size`, drawn without replacement, with probabilities cut at random. */
export function randomLaw(size: number, branching: number, random: Random): [number, number][] {
  const outcomes = Array.from({ length: size }, (_, i) => i);
  for (let i = 0; i < branching; i++) {
    const j = i + Math.floor(random.uniform() * (size - i));
    [outcomes[i], outcomes[j]] = [outcomes[j]!, outcomes[i]!];
  }
  const weights = Array.from({ length: branching }, () => -Math.log(1 - random.uniform()));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, i) => [outcomes[i]!, weight / total]);
}

export interface RandomModelSettings {
  readonly states: number;
  readonly actions: number;
  readonly observations: number;
  readonly branching: number;
  /** Whether what is seen depends on the action that led there. */
  readonly actionDependent?: boolean;
  /** Whether the reward depends on what is seen. */
  readonly rewardSeen?: boolean;
  /** How many states end an episode. */
  readonly terminal?: number;
  /** Whether the model says what is seen first. */
  readonly initial?: boolean;
}

/** A random model in the manner of Garnet (Archibald, McKinnon and Thomas 1995): few successors a state, all drawn at random. */
export function randomModel(settings: RandomModelSettings, seed: number): FiniteModel {
  return finiteModel(randomDefinition(settings, seed));
}

/** What `randomModel` makes a model of. */
export function randomDefinition(settings: RandomModelSettings, seed: number): ModelDefinition {
  const { states, actions, observations, branching, terminal = 0 } = settings;
  const random = randomStream(seed, 'random model');
  const table = <T>(rows: number, columns: number, draw: () => T) =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, draw));
  const successors = table(states, actions, () => randomLaw(states, branching, random));
  const seen = table(actions, states, () => randomLaw(observations, Math.min(2, observations), random));
  const first = Array.from({ length: states }, () =>
    randomLaw(observations, Math.min(2, observations), random),
  );
  const rewards = table(states * actions * states, observations, () => 2 * random.uniform() - 1);
  return {
    states,
    actions,
    observations,
    transition: (s, u) => successors[s]![u]!,
    observation: (u, s) => seen[settings.actionDependent ? u : 0]![s]!,
    ...(settings.initial !== false && { initialObservation: (s: number) => first[s]! }),
    reward: (s, u, next, y) => rewards[(s * actions + u) * states + next]![settings.rewardSeen ? y : 0]!,
    start: randomLaw(states, Math.min(2, states), random),
    ...(terminal > 0 && { terminal: (s: number) => s < terminal }),
  };
}
