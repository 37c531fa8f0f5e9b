import type { DiscreteSpace, FiniteTable } from '@pomdp-gym/contracts';
import { exp } from '@pomdp-gym/numerics';
import { CAPACITY, callTypes } from './link.js';

export const [ACCEPT, REJECT] = [0, 1];
const actions = ['accept', 'reject'];

/** What is seen when nothing is to be decided. */
export const NO_CALL = 0;

const OCCUPANCIES = CAPACITY + 1;
export const OBSERVATIONS = 1 + callTypes.length * OCCUPANCIES;

/** What is seen when a call of a type asks while b units are taken. */
export function callObservation(type: number, b: number): number {
  return 1 + type * OCCUPANCIES + b;
}

/** The call that an observation shows; undefined where nothing is to be decided. */
export function callOf(observation: number): { readonly type: number; readonly b: number } | undefined {
  if (observation === NO_CALL) return undefined;
  return {
    type: Math.floor((observation - 1) / OCCUPANCIES),
    b: (observation - 1) % OCCUPANCIES,
  };
}

export const actionSpace: DiscreteSpace = { kind: 'discrete', size: actions.length, labels: actions };

export const observationLabels: readonly string[] = Array.from({ length: OBSERVATIONS }, (_, observation) => {
  const call = callOf(observation);
  return call ? `type_${call.type + 1}_at_${call.b}` : 'no_call';
});

/**
 * φ(y) = (1 if type 1, 1 if type 2, 1 if type 3, b/10), all zero where nothing is to be decided, so that no score comes
 * from there. A softmax that is linear in these accepts with probability 1/(1 + exp(-(w_m + w_4 b/10))), where w is the
 * difference of the two actions' parameters: w_m = 1.5 θ_m and w_4 = -15 are the policy of Marbach and Tsitsiklis.
 */
export const features: readonly (readonly number[])[] = Array.from(
  { length: OBSERVATIONS },
  (_, observation) => {
    const call = callOf(observation);
    if (!call) return [...callTypes.map(() => 0), 0];
    return [...callTypes.map((_, type) => Number(type === call.type)), call.b / CAPACITY];
  },
);

/** The observation space of both forms of the problem. */
export const observationSpace: DiscreteSpace = {
  kind: 'discrete',
  size: OBSERVATIONS,
  labels: observationLabels,
  features,
};

/**
 * The policy of Marbach and Tsitsiklis: a call of type m is accepted with probability 1/(1 + exp(1.5 (b - θ_m))), b the
 * units taken. Infinite thresholds accept always (∞) or never (−∞).
 */
export function thresholdPolicy(thresholds: readonly number[]): FiniteTable {
  const probabilities = new Float64Array(OBSERVATIONS * actions.length);
  for (let observation = 0; observation < OBSERVATIONS; observation++) {
    const call = callOf(observation);
    const accepts = call ? 1 / (1 + exp(1.5 * (call.b - thresholds[call.type]!))) : 0.5;
    probabilities[observation * actions.length + ACCEPT] = accepts;
    probabilities[observation * actions.length + REJECT] = 1 - accepts;
  }
  return { observations: OBSERVATIONS, actions: actions.length, probabilities };
}
