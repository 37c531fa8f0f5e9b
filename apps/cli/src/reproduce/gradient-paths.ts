import {
  type Environment,
  isParametric,
  type ParametricPolicy,
  rowsOf,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import type { Reference, Registry } from '@pomdp-gym/registry';
import { simulate } from '@pomdp-gym/simulator';
import { z } from 'zod';
import { replication } from './replication.js';

const reference = z.strictObject({ id: z.string(), options: z.record(z.string(), z.unknown()) });

const settingsSchema = z.strictObject({
  environment: reference,
  policy: reference,
  theta: z.array(z.number()),
  betas: z.array(z.number()),
  /** T, rising. */
  steps: z.array(z.int()),
  seed: z.int(),
});

/**
 * One path of the environment under μ(θ), and what GPOMDP makes of it: for each β, the estimate Δ_T at each T. The estimates
 * of one path share its chance; those of two replicates are independent.
 */
export const gradientPaths = replication({
  id: 'gradient-paths',
  settings: settingsSchema,
  /** Δ_T by β, then T, then component. */
  line: z.strictObject({ gradients: z.array(z.array(z.array(z.number()))) }),
  make: estimatesAlongPath,
});

export type GradientPathSettings = z.infer<typeof settingsSchema>;

async function estimatesAlongPath(
  { theta, betas, steps, seed, ...problem }: GradientPathSettings,
  replicate: number,
  registry: Registry,
): Promise<{ gradients: number[][][] }> {
  const { environment, policy } = createProblem(problem, theta, registry);
  const estimators = betas.map((beta) =>
    registry.create('estimator', { id: 'gpomdp', options: { beta } }, policy),
  );
  const gradients: number[][][] = betas.map(() => []);
  const path = simulate({
    environment,
    policy,
    environmentRandom: randomStream(seed, 'replicate', replicate, 'environment'),
    policyRandom: randomStream(seed, 'replicate', replicate, 'policy'),
    steps: Math.max(...steps),
  });
  await path.forEach(
    splitAt(steps, {
      step: (batch) => estimators.forEach((estimator) => estimator.update(batch)),
      reached: () =>
        estimators.forEach((estimator, i) => gradients[i]?.push([...estimator.estimate().gradient])),
    }),
  );
  return { gradients };
}

/** A problem and a policy for it, at θ. */
export function createProblem(
  problem: { readonly environment: Reference; readonly policy: Reference },
  theta: ArrayLike<number>,
  registry: Registry,
): { environment: Environment; policy: ParametricPolicy } {
  const environment = registry.create('environment', problem.environment);
  const policy = registry.create('policy', problem.policy, environment);
  if (!isParametric(policy)) throw new TypeError(`The policy ${problem.policy.id} has no parameters.`);
  policy.parameters.set(theta);
  return { environment, policy };
}

interface SplitPath {
  step(batch: StepBatch): void;
  reached(steps: number): void;
}

/** Hands batches on, cut in two where one of `marks` (rising) is passed, and tells when each is reached. */
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
