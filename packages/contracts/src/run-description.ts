import type { Reference } from './reference.js';

/** A problem of a study. */
export interface StudyEnvironment extends Reference {
  /** How results name it. */
  readonly name: string;
  /** What is put around it, the innermost first. */
  readonly wrappers?: readonly Reference[] | undefined;
}

/** T for the gradients that directions rest on, and for those of line searches, which need only a sign. */
export interface GradientSteps {
  readonly direction: number;
  readonly lineSearch: number;
  /** Independent paths that each gradient is the mean of, each from a reset, whose steps sum to T: 1 where absent. */
  readonly paths?: number | undefined;
}

/** The parts of an agent, by their kind. */
export interface AgentParts {
  readonly policy?: Reference | undefined;
  readonly estimator?: Reference | undefined;
  readonly critic?: Reference | undefined;
  readonly optimizer?: Reference | undefined;
  readonly learner?: Reference | undefined;
  readonly solver?: Reference | undefined;
}

/**
 * An agent of a study: a policy alone, a policy that an optimizer climbs with the gradients of an estimator, a learner
 * (with the policy it trains, if it asks for one), or a solver.
 */
export interface Agent extends AgentParts {
  /** How results name it. */
  readonly name: string;
  readonly steps: GradientSteps;
  /** θ_0 is uniform within `initialScale` of the center, each component; the center is where the policy is made unless K numbers are given. */
  readonly start: { readonly initialScale: number; readonly center?: readonly number[] | undefined };
}

/** How the discounted value of the start is measured. */
export interface DiscountedSettings {
  /** γ; the model's own by default. */
  readonly discount?: number | undefined;
  /** Episodes simulated where the value cannot be had exactly, the same ones for every agent. */
  readonly episodes: number;
  /** Steps after which such an episode is cut; where γ^t hardly counts by default. */
  readonly steps?: number | undefined;
}

/**
 * What final policies are measured by: the average reward a step, the discounted value of the start, the return of an episode, and
 * its length in steps.
 */
export type Metric = 'average-reward' | 'discounted-value' | 'return' | 'length';

/** How the return and the length of an episode are measured. */
export interface EpisodeSettings {
  /** γ of the return; 1 where absent, which asks for episodes that all end. */
  readonly discount?: number | undefined;
  /** Episodes simulated where return and length cannot be had exactly, the same ones for every agent. */
  readonly episodes: number;
  /** Steps within which an episode has to end. */
  readonly steps: number;
}

/** How final policies are measured. */
export interface EvaluationSettings {
  /** Steps simulated where the average reward cannot be had exactly. */
  readonly steps: number;
  /** The most states a model may have for its average reward to be computed exactly. */
  readonly exactStates: number;
  /** Where final policies are measured by the discounted value of the start too. */
  readonly discounted?: DiscountedSettings | undefined;
  /** Where final policies are measured by the return and the length of an episode too. */
  readonly episodes?: EpisodeSettings | undefined;
}

/** What else ends learning, besides the steps of the budget: whichever comes first. */
export interface RunLimits {
  /** Episodes that a run may learn from. */
  readonly episodes?: number | undefined;
  /** Seconds of wall time that a run may learn for. */
  readonly seconds?: number | undefined;
}

/** What the runs of a study share. */
export interface RunSettings {
  /** The steps a run may take to learn. */
  readonly budget: number;
  readonly limits?: RunLimits | undefined;
  /** What final policies are measured by, the first to rank by; the average reward, and what `evaluation` adds, where absent. */
  readonly metrics?: readonly Metric[] | undefined;
  /**
   * Steps after which an episode is cut off and the next begun, of a continuing problem too; absent where none is. The limit
   * belongs to the problem: final policies are measured under it, by simulation, and the optimum that an environment knows,
   * which is that of the problem without a limit, is not held against them.
   */
  readonly episodeLimit?: number | undefined;
  /** The most steps in a batch. The last bits of a sum depend on it, so it belongs to the study. */
  readonly batchSize: number;
  readonly evaluation: EvaluationSettings;
  /** Seconds without a sign of progress after which a run is ended as timed out. */
  readonly patience: number;
}

/** One run of a study: all that its bits depend on. Plain JSON. */
export interface RunDescription extends RunSettings {
  readonly environment: StudyEnvironment;
  readonly agent: Agent;
  readonly seed: number;
  /** Where a run that a limit of seconds ended is repeated: the look at the clock at which it ended. */
  readonly endsAtLook?: number | undefined;
}
