import { InputError, isInputError, type Reference } from '@pomdp-gym/contracts';
import {
  createEstimator,
  formatReference,
  parseReference,
  type Problem,
  type ProblemDescription,
} from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import { type CheckedEstimator, type GradientCheck, gradientCheck, gradientTruth } from '@pomdp-gym/report';
import { exitCodes } from '../exit-codes.js';
import { shippedPlugins } from '../shipped-plugins.js';
import { note } from '../terminal/terminal.js';
import type { Gradients, GradientsQuestion } from '../threads/post-gradients.js';
import { replicates } from '../threads/replicates.js';

/** Runs by default. */
export const RUNS = 100;

/** Which estimators are checked where, and how. */
export interface CheckedProblem {
  readonly description: ProblemDescription;
  /** The same, made, with the policy at θ. */
  readonly problem: Problem;
  readonly estimators: readonly Reference[];
  readonly critic: Reference | undefined;
  /** T, rising. */
  readonly steps: readonly number[];
  readonly runs: number;
  readonly seed: number;
}

/**
 * Holds estimators to the exact gradient that each states to estimate. One that states no target is warned of. Where a signal
 * comes, the runs that are done count; null where they are fewer than two.
 */
export async function checkEstimators(
  { description, problem, estimators, critic, steps, runs, seed }: CheckedProblem,
  registry: Registry,
  plugins: readonly string[],
): Promise<GradientCheck | null> {
  const model = problem.environment.model?.();
  if (!model) throw new InputError('The environment has no model, which exact gradients need.');
  const checked = estimators.map((reference): CheckedEstimator => {
    const { target, balancesBias } = createEstimator(reference, critic, problem, registry);
    if (!target)
      note(
        `The estimator ${reference.id} states no target, so it is held to nothing: its error is that from ∇η. Give it a target.`,
      );
    return { name: formatReference(reference), target, balancesBias };
  });
  const known = checked.map((each) => ({
    ...each,
    truth: gradientTruth(model, problem.policy, each.target),
  }));
  const question = {
    ...description,
    ...{ estimators, critic, steps, seed, runs, theta: [...problem.policy.parameters] },
  };
  const estimates = await replicates<GradientsQuestion, Gradients>('gradients', question, plugins);
  if (estimates.length < runs) {
    note(`Stopped after ${estimates.length} of ${runs} runs.`);
    process.exitCode = exitCodes.interrupted;
  }
  return estimates.length < 2 ? null : gradientCheck(known, steps, estimates);
}

/** The estimators that are asked for, those that stand beside them, and their critic. */
export function estimatorsAsked(
  written: readonly string[],
  critic: string | undefined,
  problem: Problem,
  registry: Registry,
): Pick<CheckedProblem, 'estimators' | 'critic'> {
  const own = written.map(parseReference);
  const made = critic === undefined ? undefined : parseReference(critic);
  const ids = own.map(({ id }) => id);
  return { estimators: [...own, ...estimatorsBeside(ids, made, problem, registry)], critic: made };
}

/**
 * The estimators that stand beside others: all that are shipped and can be made here with their own options, but those that draw
 * nothing, and those of a discounted value where nothing ends, as a path is one episode there.
 */
function estimatorsBeside(
  ids: readonly string[],
  critic: Reference | undefined,
  problem: Problem,
  registry: Registry,
): readonly Reference[] {
  return shippedPlugins
    .flatMap(({ contributes }) => contributes)
    .filter(({ kind, id }) => kind === 'estimator' && !ids.includes(id))
    .map(({ id }): Reference => ({ id, options: {} }))
    .filter((reference) => fits(reference, critic, problem, registry));
}

function fits(
  reference: Reference,
  critic: Reference | undefined,
  problem: Problem,
  registry: Registry,
): boolean {
  try {
    const { exact, target } = createEstimator(reference, critic, problem, registry);
    return !exact && (target?.objective !== 'discounted' || problem.environment.task === 'episodic');
  } catch (error) {
    if (error instanceof RangeError || isInputError(error)) return false;
    throw error;
  }
}
