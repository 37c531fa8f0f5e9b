import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel, type ModelDefinition } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';

/** A model whose observations are its states, from the first on. */
export function seenModel(
  definition: Omit<ModelDefinition, 'observations' | 'observation' | 'initialObservation'>,
): FiniteModel {
  return finiteModel({
    ...definition,
    observations: definition.states,
    observation: (_action, next) => [[next, 1]],
    initialObservation: (state) => [[state, 1]],
  });
}

export interface RandomMdpSettings {
  readonly states: number;
  readonly actions: number;
  readonly branching: number;
  readonly discount?: number;
  /** How many states end an episode; the last ones. */
  readonly terminal?: number;
}

/** A random process in the manner of Garnet (Archibald, McKinnon and Thomas 1995), seen state by state. */
export function randomMdp(settings: RandomMdpSettings, seed: number): FiniteModel {
  const { states, actions, branching, discount, terminal = 0 } = settings;
  const random = randomStream(seed, 'random MDP');
  const law = () => {
    const weights = Array.from({ length: branching }, () => -Math.log(1 - random.uniform()));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => [Math.floor(random.uniform() * states), weight / total] as const);
  };
  const table = <T>(make: () => T) =>
    Array.from({ length: states }, () => Array.from({ length: actions }, make));
  const laws = table(law);
  const rewards = table(() => 2 * random.uniform() - 1);
  return seenModel({
    states,
    actions,
    transition: (s, u) => laws[s]![u]!,
    reward: (s, u, next) => rewards[s]![u]! + 0.1 * next,
    start: [
      [0, 0.5],
      [1, 0.5],
    ],
    ...(terminal > 0 && { terminal: (s: number) => s >= states - terminal }),
    ...(discount !== undefined && { discount }),
  });
}

/** What the best deterministic policy earns, found by trying all of them; the slow way round, on purpose. */
export function bestByEnumeration(model: FiniteModel, criterion: 'discounted' | 'average'): number {
  const policy = new Array<number>(model.states).fill(0);
  let best = -Infinity;
  do {
    best = Math.max(best, criterion === 'average' ? averageOf(model, policy) : discountedOf(model, policy));
  } while (increment(policy, model.actions));
  return best;
}

function increment(policy: number[], base: number): boolean {
  for (let i = 0; i < policy.length; i++) {
    policy[i]! += 1;
    if (policy[i]! < base) return true;
    policy[i] = 0;
  }
  return false;
}

function discountedOf(model: FiniteModel, policy: readonly number[]): number {
  const discount = model.discount!;
  let occupancy = [...model.start];
  let value = 0;
  for (let weight = 1; weight > 1e-13; weight *= discount) {
    const { reward, next } = step(model, policy, occupancy);
    value += weight * reward;
    occupancy = next;
  }
  return value;
}

/** An ended episode begins anew. Averaging every two steps settles chains of period two. */
function averageOf(model: FiniteModel, policy: readonly number[]): number {
  let occupancy = [...model.start];
  let average = 0;
  for (let t = 0; t < 600; t++) {
    const { reward, next } = step(model, policy, occupancy);
    const ended = 1 - next.reduce((sum, mass) => sum + mass, 0);
    occupancy = occupancy.map((mass, s) => (mass + next[s]! + ended * model.start[s]!) / 2);
    average = reward;
  }
  return average;
}

function step(model: FiniteModel, policy: readonly number[], occupancy: readonly number[]) {
  const next = new Array<number>(model.states).fill(0);
  let reward = 0;
  occupancy.forEach((mass, s) => {
    const { offsets, indices, values } = model.transitions[policy[s]!]!;
    for (let k = offsets[s]!; k < offsets[s + 1]!; k++) {
      reward += mass * values[k]! * model.rewards[policy[s]!]!.values[k]!;
      if (model.terminal?.[indices[k]!] !== 1) next[indices[k]!]! += mass * values[k]!;
    }
  });
  return { reward, next };
}
