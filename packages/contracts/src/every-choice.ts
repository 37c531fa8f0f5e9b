import type { FiniteStateController } from './finite-state-controller.js';
import type { ParametricPolicy } from './policy.js';
import type { Column, StepBatch } from './step.js';

/**
 * A batch that holds each choice (m, y, u, m') of a policy with M memory nodes once, at row ((m · O + y) · A + u) · M + m': its
 * scores are then read as those of steps are. Rewards are 0.
 */
export function everyChoice(
  policy: ParametricPolicy,
  { nodes, observations, actions }: Pick<FiniteStateController, 'nodes' | 'observations' | 'actions'>,
): StepBatch {
  const length = nodes * observations * actions * nodes;
  const column = (element: (choice: number) => number): Column => {
    const values = new Int32Array(length);
    for (let choice = 0; choice < length; choice++) values[choice] = element(choice);
    return { width: 0, values };
  };
  return {
    length,
    observations: column((choice) => Math.floor(choice / (nodes * actions)) % observations),
    actions: column((choice) => Math.floor(choice / nodes) % actions),
    rewards: new Float64Array(length),
    ending: 'none',
    memory: policy.memorySpace && {
      before: column((choice) => Math.floor(choice / (nodes * actions * observations))),
      after: column((choice) => choice % nodes),
    },
  };
}
