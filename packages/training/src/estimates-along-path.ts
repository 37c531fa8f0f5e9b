import {
  type Environment,
  type Estimator,
  type Policy,
  type Random,
  rowsOf,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { simulate } from '@pomdp-gym/simulator';

/** One path, and what is estimated along it. */
export interface EstimatedPath {
  readonly environment: Environment;
  readonly policy: Policy;
  readonly environmentRandom: Random;
  readonly policyRandom: Random;
  readonly estimators: readonly Estimator[];
  /** The numbers of steps T at which the estimates are taken, rising. */
  readonly steps: readonly number[];
}

/** Runs one path, and returns Δ_T by estimator, then T, then component. The estimates share the chance of the path. */
export async function estimatesAlongPath({
  estimators,
  steps,
  ...problem
}: EstimatedPath): Promise<number[][][]> {
  const gradients = estimators.map((): number[][] => []);
  const onBatch = splitAt(steps, {
    step: (batch) => estimators.forEach((estimator) => estimator.update(batch)),
    reached: () =>
      estimators.forEach((estimator, i) => gradients[i]?.push([...estimator.estimate().gradient])),
  });
  await simulate({ ...problem, steps: Math.max(...steps) }).forEach(onBatch);
  return gradients;
}

interface SplitPath {
  step(batch: StepBatch): void;
  reached(steps: number): void;
}

/** Hands batches on, cut in two where one of `marks` (rising) is passed, and calls `reached` at each mark. */
export function splitAt(marks: readonly number[], path: SplitPath): (batch: StepBatch) => void {
  let taken = 0;
  let next = 0;
  return (batch) => {
    let from = 0;
    for (; next < marks.length && marks[next]! <= taken + batch.length; next++) {
      const to = marks[next]! - taken;
      if (to > from) path.step(rowsOf(batch, from, to));
      from = to;
      path.reached(marks[next]!);
    }
    if (from < batch.length) path.step(rowsOf(batch, from, batch.length));
    taken += batch.length;
  };
}
