import type { FiniteModel, ParametricPolicy } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { drawIndex, randomStream } from '@pomdp-gym/numerics';

/** Two actions; the reward is the action. */
export const model: FiniteModel = finiteModel({
  states: 1,
  actions: 2,
  observations: 1,
  transition: () => [[0, 1]],
  observation: () => [[0, 1]],
  initialObservation: () => [[0, 1]],
  reward: (_state, action) => action,
  start: [[0, 1]],
});

/** Takes action 1 with probability θ; the score is 1/θ or −1/(1 − θ). */
export function coin(): ParametricPolicy {
  const parameters = Float64Array.of(0.5);
  let random = randomStream(0);
  const row = () => Float64Array.of(1 - parameters[0]!, parameters[0]!);
  return {
    parameters,
    reset: (given) => (random = given),
    act: () => drawIndex(row(), 0, 2, random),
    table: () => ({ observations: 1, actions: 2, probabilities: row() }),
    addScore: ({ actions }, t, weight, into) => {
      const theta = parameters[0]!;
      into[0]! += weight * (actions.values[t] === 1 ? 1 / theta : -1 / (1 - theta));
    },
  };
}
