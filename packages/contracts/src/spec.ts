import type { ZodType } from 'zod';
import type { Environment } from './environment.js';
import type { Estimator } from './estimator.js';
import type { Learner } from './learner.js';
import type { Optimizer } from './optimizer.js';
import type { ParametricPolicy, Policy } from './policy.js';
import type { Solver } from './solver.js';
import type { Spaces } from './space.js';

/**
 * A recipe: what a plugin contributes. Never a running object; those are made per run, outside the container.
 * `options` is a zod object schema whose every field has a default and a description; it serves for validation, command-line
 * flags, forms and the reference page.
 */
export interface Spec<Made, Given extends readonly unknown[] = []> {
  /** Unique within its kind. An environment's ends in its version: `Tiger-v0`. */
  readonly id: string;
  /** One sentence for `list`. */
  readonly summary: string;
  readonly options: ZodType;
  /** Makes one from options that the schema has parsed. Throws a sentence where they cannot be met. */
  create(options: never, ...given: Given): Made;
}

export type EnvironmentSpec = Spec<Environment>;
export type PolicySpec = Spec<Policy, [spaces: Spaces]>;
export type EstimatorSpec = Spec<Estimator, [policy: ParametricPolicy]>;
export type OptimizerSpec = Spec<Optimizer>;
/** A learner that trains a parametric policy asks for it (`policy`); one that brings its own takes only the spaces. */
export type LearnerSpec = Spec<Learner, [spaces: Spaces, policy: Policy | undefined]>;
export type SolverSpec = Spec<Solver>;
