import type { ZodType } from 'zod';
import type { Critic, CriticSpaces } from './critic.js';
import type { Environment } from './environment.js';
import type { Estimator } from './estimator.js';
import type { Learner } from './learner.js';
import type { FiniteModel } from './model.js';
import type { Optimizer } from './optimizer.js';
import type { ParametricPolicy, Policy } from './policy.js';
import type { Random } from './random.js';
import type { Solver } from './solver.js';
import type { Spaces } from './space.js';
import type { Tracker } from './tracker.js';

/**
 * A recipe: what a plugin contributes. Never a running object; those are made per run, outside the container.
 * Write it with the function of its kind (`environment({ … })`, `policy({ … })`, …), which holds `create` to `options`.
 */
export interface Spec<Made, Given extends readonly unknown[] = [], Options = unknown> {
  /** Unique within its kind. An environment's ends in its version: `Tiger-v0`. */
  readonly id: string;
  /** One sentence for `list`. */
  readonly summary: string;
  /**
   * A zod object schema whose every field has a default and a description. It serves for validation, command-line flags,
   * forms and the reference page.
   */
  readonly options: ZodType<Options>;
  /**
   * Makes one from options that the schema has parsed. Throws a sentence (a RangeError or an InputError) if it cannot.
   * A method, so that the spec of any options is a `Spec` of unknown ones: what the registry holds.
   */
  create(options: Options, ...given: Given): Made;
}

/** A spec for the compiler to check: `create` must accept whatever `options` parses. */
export interface CheckedSpec<Made, Given extends readonly unknown[], Options> extends Omit<
  Spec<Made, Given, Options>,
  'create'
> {
  readonly create: (options: Options, ...given: Given) => Made;
}

/** What `create` of a spec is given besides its options. */
export type GivenTo<S extends { create(...args: never): unknown }> =
  Parameters<S['create']> extends [unknown, ...infer Rest] ? Rest : never;

/** What a solver says of itself, so that nobody needs to try and catch, or to know an option by its name. */
export interface SolverCapabilities {
  /** The problems it takes: `fully observed` for those alone whose states are seen. All, by default. */
  readonly takes?: 'fully observed' | 'partially observed';
  /**
   * Whether the same model and options give the same reports and the same policy, to the bit: a study then plans once for many
   * seeds. No, by default.
   */
  readonly deterministic?: true;
  /** The name of its option for the gap at which it is done, a positive number, if it has one. */
  readonly precision?: string;
  /** The name of its option for that gap as a part of the larger bound, a number between 0 and 1, if it has one. */
  readonly relativePrecision?: string;
}

export type EnvironmentSpec<Options = unknown> = Spec<Environment, [], Options>;
/**
 * `model` returns the environment's model, where it has one: for policies over beliefs. `random` is the source of chance of
 * what a policy draws once, when it is made: where its parameters start, or which of them it has. The same for all where it
 * is left out.
 */
export type PolicySpec<Options = unknown> = Spec<
  Policy,
  [spaces: Spaces, model?: () => FiniteModel, random?: Random],
  Options
>;
/** An estimator uses the critic of its agent if there is one, and the model of the environment (an exact gradient) if it has one. */
export type EstimatorSpec<Options = unknown> = Spec<
  Estimator,
  [policy: ParametricPolicy, critic?: Critic, model?: () => FiniteModel],
  Options
>;
export type CriticSpec<Options = unknown> = Spec<
  Critic,
  [spaces: CriticSpaces, model?: () => FiniteModel],
  Options
>;
/** `random` is an optimizer's own source of chance, for starts say; `policy` the one whose parameters it moves, for `split`. */
export type OptimizerSpec<Options = unknown> = Spec<
  Optimizer,
  [random?: Random, policy?: ParametricPolicy],
  Options
>;
/**
 * A learner that trains a parametric policy asks for it (`policy`); one that brings its own takes only the spaces. `random` is
 * the source of chance of what it draws itself: where a value function starts, the order in which it goes through steps.
 */
export type LearnerSpec<Options = unknown> = Spec<
  Learner,
  [spaces: Spaces, policy: Policy | undefined, critic?: Critic, random?: Random],
  Options
>;
export type SolverSpec<Options = unknown> = Spec<Solver, [], Options> & SolverCapabilities;
/** Puts something around an environment, and makes another of it: noise, a limit, a memory. */
export type WrapperSpec<Options = unknown> = Spec<Environment, [environment: Environment], Options>;
/** `clock` returns the seconds since 1970 began; without one, records have no times. */
export type TrackerSpec<Options = unknown> = Spec<Tracker, [clock?: () => number], Options>;

/**
 * The function that writes specs of a kind. It returns the spec it is given; the compiler takes the type of the options
 * from their schema and refuses a `create` that reads anything else.
 */
export function specWriter<S extends { create(...args: never): unknown }, Capabilities = unknown>() {
  return <Options, Made extends ReturnType<S['create']>>(
    spec: CheckedSpec<Made, GivenTo<S>, Options> & Capabilities,
  ): Spec<Made, GivenTo<S>, Options> & Capabilities => spec;
}

export const environment = specWriter<EnvironmentSpec>();
export const policy = specWriter<PolicySpec>();
export const estimator = specWriter<EstimatorSpec>();
export const critic = specWriter<CriticSpec>();
export const optimizer = specWriter<OptimizerSpec>();
export const learner = specWriter<LearnerSpec>();
export const solver = specWriter<SolverSpec, SolverCapabilities>();
export const wrapper = specWriter<WrapperSpec>();
export const tracker = specWriter<TrackerSpec>();
