import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';

/** Models that between them have every feature a path can meet. */
export const models: Record<string, FiniteModel> = {
  'continuing, no first observation, rewards by observation': randomModel({
    observationBranching: 3,
    byObservation: true,
  }),
  'first observation, one observation a state': randomModel({ observationBranching: 1, initial: true }),
  'episodic, wide rows': randomModel({ states: 30, branching: 25, observationBranching: 2, terminal: true }),
  'rewards by observation where a state may show only one': randomModel({
    observationBranching: 0,
    byObservation: true,
  }),
  'in two stages, rewards by observation': randomModel({
    ...{ states: 2048, observations: 512, observationBranching: 3, byObservation: true },
  }),
  'in two stages, one observation or two a state, episodic': randomModel({
    ...{
      states: 2048,
      observations: 512,
      branching: 4,
      observationBranching: 0,
      terminal: true,
      initial: true,
    },
  }),
};

interface RandomModelSettings {
  readonly states?: number;
  readonly observations?: number;
  readonly branching?: number;
  /** Observations a state may show; 0 for one or two, by state. */
  readonly observationBranching: number;
  readonly byObservation?: boolean;
  readonly initial?: boolean;
  readonly terminal?: boolean;
}

function randomModel(settings: RandomModelSettings): FiniteModel {
  const {
    states = 6,
    observations = 4,
    branching = 3,
    observationBranching,
    byObservation = false,
  } = settings;
  const random = randomStream(4, 'model', JSON.stringify(settings));
  const row = (outcomes: number, size: number) => {
    const weights = Array.from({ length: size }, () => 0.1 + random.uniform());
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const first = random.uint32() % outcomes;
    return weights.map((weight, i) => [(first + i) % outcomes, weight / total] as const);
  };
  const shown = (state: number) => (observationBranching === 0 ? 1 + (state % 2) : observationBranching);
  return finiteModel({
    states,
    actions: 3,
    observations,
    transition: () => row(states, branching),
    observation: (_action, next) => row(observations, shown(next)),
    ...(settings.initial && { initialObservation: () => row(observations, 2) }),
    ...(settings.terminal && { terminal: (state: number) => state % 30 === 0 }),
    reward: (state, action, next, observation) =>
      state + 10 * action + 100 * next + (byObservation ? 0.1 * observation : 0),
    start: Array.from({ length: states - 1 }, (_, i) => [i + 1, 1 / (states - 1)] as const),
  });
}
