import type { Column, FiniteStateController, ParametricPolicy, StepBatch } from '@pomdp-gym/contracts';

/** A batch that holds each choice (m, y, u, m') of a controller once, at row ((m · O + y) · A + u) · M + m'. */
export function everyChoice(
  policy: ParametricPolicy,
  { nodes, observations, actions }: FiniteStateController,
): StepBatch {
  const length = nodes * observations * actions * nodes;
  const column = (element: (choice: number) => number): Column => ({
    width: 0,
    values: Int32Array.from({ length }, (_, choice) => element(choice)),
  });
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
