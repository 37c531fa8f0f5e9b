import type { FiniteModel, Random } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { cos, log, randomStream } from '@pomdp-gym/numerics';

export interface GarnetSettings {
  readonly states: number;
  readonly actions: number;
  /** b, the successors of each state under each action. */
  readonly branching: number;
  /** O, how many observations the states are dealt to. */
  readonly observations: number;
  /** ε, how often an observation is drawn evenly instead of telling the state's own. */
  readonly observationNoise: number;
  /** ℓ, the probability of staying where one is. */
  readonly laziness: number;
  /** τ, the probability of going to state 0 whatever one does. */
  readonly teleport: number;
  /** Which of the random models. */
  readonly layoutSeed: number;
}

type Distribution = readonly (readonly [outcome: number, probability: number])[];

/**
 * Garnet(S, A, b): from each state, under each action, b different successors with probabilities that are the gaps
 * between evenly drawn cuts; a standard normal reward for each state entered.
 *
 * What is drawn, G, has one recurrent class whatever the policy, and no period: one successor of each state is the next
 * on a cycle through all, and state 0 is a successor of itself. Then P = τ e δ_0' + (1 − τ)(ℓ I + (1 − ℓ) G). As e δ_0'
 * has rank one and rows alike, the eigenvalues of P other than 1 are (1 − τ)(ℓ + (1 − ℓ) λ), λ those of G other than 1,
 * under every policy: `teleport` quickens the mixing (|λ₂| ≤ 1 − τ) and `laziness` slows it, the rest being equal.
 */
export function garnetModel(settings: GarnetSettings): FiniteModel {
  const { states, actions, observations } = settings;
  const random = randomStream(settings.layoutSeed, 'Garnet', states, actions, settings.branching);
  const cycle = shuffled(states, random);
  const successors = Array.from({ length: states }, () => 0);
  cycle.forEach((state, place) => (successors[state] = cycle[(place + 1) % states]!));
  const rows = Array.from({ length: states }, (_, state) =>
    Array.from({ length: actions }, () => drawRow(state, successors[state]!, settings, random)),
  );
  const rewards = Array.from({ length: states }, () => normal(random));
  const classes = shuffled(states, random).map((place) => place % observations);
  const seen = (state: number) => observed(classes[state]!, settings);
  return finiteModel({
    states,
    actions,
    observations,
    transition: (state, action) => mixed(state, rows[state]![action]!, settings),
    observation: (_action, next) => seen(next),
    initialObservation: seen,
    reward: (_state, _action, next) => rewards[next]!,
    start: Array.from({ length: states }, (_, state) => [state, 1 / states] as const),
  });
}

/** What a state of an observation's class shows. */
function observed(own: number, { observations, observationNoise }: GarnetSettings): Distribution {
  if (observationNoise === 0) return [[own, 1]];
  const evenly = Array.from(
    { length: observations },
    (_, other) => [other, observationNoise / observations] as const,
  );
  return [[own, 1 - observationNoise], ...evenly];
}

/** P's row from G's. */
function mixed(state: number, row: Distribution, { laziness, teleport }: GarnetSettings): Distribution {
  return [
    [0, teleport],
    [state, (1 - teleport) * laziness],
    ...row.map(([next, probability]) => [next, (1 - teleport) * (1 - laziness) * probability] as const),
  ];
}

/** b different successors, the given one among them and for state 0 itself too. */
function drawRow(
  state: number,
  successor: number,
  { states, branching }: GarnetSettings,
  random: Random,
): Distribution {
  const chosen = new Set(state === 0 ? [successor, state] : [successor]);
  while (chosen.size < branching) chosen.add(below(states, random));
  const gaps = Array.from(chosen, () => gap(random));
  const total = gaps.reduce((sum, value) => sum + value, 0);
  return [...chosen].map((next, i) => [next, gaps[i]! / total] as const);
}

/** An exponential number. Divided by their sum, such numbers are the gaps between evenly drawn cuts; never zero. */
function gap(random: Random): number {
  return -log((random.uint32() + 0.5) / 2 ** 32);
}

/** A standard normal number (Box and Muller). */
function normal(random: Random): number {
  return Math.sqrt(2 * gap(random)) * cos(2 * Math.PI * random.uniform());
}

function below(size: number, random: Random): number {
  return Math.floor(random.uniform() * size);
}

/** 0 … size − 1 in random order (Fisher and Yates). */
function shuffled(size: number, random: Random): number[] {
  const order = Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i > 0; i--) {
    const j = below(i + 1, random);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
