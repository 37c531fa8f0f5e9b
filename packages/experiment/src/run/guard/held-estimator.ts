import type { Agent, Estimator, ParametricPolicy, StepBatch } from '@pomdp-gym/contracts';
import { FirstScores } from './first-scores.js';
import { actingPart } from './guarded-for.js';
import { requireEstimate } from './require-estimate.js';

/** Who watches the paths of an estimator. */
interface PathWatch {
  /** Called before a path begins. */
  onPath?(): void;
  /** Called with each batch before the estimator is. */
  onBatch(batch: StepBatch): void;
}

/** The same estimator, whose estimates, and the first scores of the policy, are held to their contracts. */
export function heldEstimator(
  estimator: Estimator,
  policy: ParametricPolicy,
  agent: Agent,
  { onPath, onBatch }: PathWatch,
): Estimator {
  const { exact = false, lookEvery } = estimator;
  const scores = new FirstScores(policy, actingPart(agent));
  const name = `estimator ${agent.estimator?.id}`;
  return {
    exact,
    ...(lookEvery !== undefined && { lookEvery }),
    reset: () => {
      onPath?.();
      estimator.reset();
    },
    update: (batch) => {
      onBatch(batch);
      scores.look(batch);
      estimator.update(batch);
    },
    estimate: () => requireEstimate(estimator.estimate(), policy.parameters.length, name),
    settled: (sign) => estimator.settled?.(sign) ?? false,
  };
}
