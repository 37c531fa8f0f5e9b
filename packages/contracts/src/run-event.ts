import type { EstimateChoice } from './estimator.js';

/** What an estimator chose for an estimate of a run, and the T that it took. Plain JSON. */
export interface RunChoice extends EstimateChoice {
  readonly steps: number;
}

/** A policy that a run came by. Plain JSON. */
export interface VisitedPoint {
  /** Steps used when it was reached. */
  readonly steps: number;
  /** θ, for a policy that has one. */
  readonly theta: readonly number[] | null;
  /** η: exact where the run's evaluation is, else as measured on the way; null where it was not looked at. */
  readonly averageReward: number | null;
  /**
   * Whether that η follows from the policy's own account of its law, its table or controller, which is held to what the policy
   * does only when the run ends: a `refusal` there takes this η back.
   */
  readonly unchecked?: true;
  /** Figures of the optimizer's own. */
  readonly detail: Readonly<Record<string, number>>;
  /** β and T of the estimate that was made here, where the estimator chose them. */
  readonly choice?: RunChoice;
}

/** What a policy is worth from the start: E[Σ_t γ^t r_{t+1}]. Plain JSON. */
export interface DiscountedEvaluation {
  readonly discount: number;
  readonly value: number;
  /** Whether it is the expectation itself; otherwise a mean of `episodes` episodes. */
  readonly exact: boolean;
  /** Half the width of the 95 % interval of an estimate; 0 where it is exact. */
  readonly halfWidth: number;
  readonly episodes: number;
}

/** What an episode earns, and how long it is, from its start to its end. Plain JSON. */
export interface EpisodeEvaluation {
  /** γ of the return. */
  readonly discount: number;
  /** Null where an episode did not end. */
  readonly return: number | null;
  /** Steps; null where an episode did not end. */
  readonly length: number | null;
  /** Whether both are expectations; otherwise means over `episodes` episodes. */
  readonly exact: boolean;
  /** Halves of the widths of the 95 % intervals of the two estimates; 0 where they are exact, null where there is no estimate. */
  readonly halfWidths: { readonly return: number | null; readonly length: number | null };
  readonly episodes: number;
  /** Why there is no value, in a sentence. */
  readonly problem?: string;
}

/** What the last policy of a run earns a step. */
export interface Evaluation {
  readonly averageReward: number;
  /** Whether it is the stationary average itself; otherwise an estimate from `evaluationSteps` steps. */
  readonly exact: boolean;
  /** Half the width of the 95 % interval of an estimate; 0 where it is exact, null where it is not known. */
  readonly halfWidth: number | null;
  readonly evaluationSteps: number;
  /** Why the interval of an estimate may be too narrow, or is not known. */
  readonly caution?: string;
  /** The value of the start, where the study asks for it. */
  readonly discounted?: DiscountedEvaluation;
  /** The return and the length of an episode, where the study asks for them. */
  readonly episode?: EpisodeEvaluation;
  /** Why there is no exact value, where the policy's table is no account of what it does. */
  readonly refusal?: string;
  /** How what is measured differs from what the agent climbs, in a sentence. */
  readonly mismatch?: string;
}

/**
 * How learning ended: `budget` where the steps were spent, `episodes` or `seconds` where that limit came first, else by the agent's own rule: its reason, a phrase such as
 * `gradient below ε at the start`, or `finished` where it names none.
 */
export type EndReason = string;

/** What a run says as it goes. Plain JSON. */
export type RunEvent =
  /** It has begun. `optimum` is η*, where the environment knows it and no limit makes another problem of it. */
  | { readonly kind: 'started'; readonly optimum: number | null }
  /** The agent starts here, stands here (`iterate`), or tries this (`probe`, in a line search). */
  | ({ readonly kind: 'start' | 'iterate' | 'probe' } & VisitedPoint)
  /** Steps used so far, of those allowed. A solver reports its bounds. */
  | { readonly kind: 'progress'; readonly steps: number; readonly lower?: number; readonly upper?: number }
  /**
   * An episode ended while it learnt: its length, and the sum of its rewards. `steps` are those of the run so far. Emitted where the
   * run has trackers.
   */
  | { readonly kind: 'episode'; readonly steps: number; readonly length: number; readonly reward: number }
  | ({
      readonly kind: 'finished';
      readonly steps: number;
      readonly ended: EndReason;
      /** Where a limit of seconds ended it: at which look at the clock, by which it can be repeated. */
      readonly look?: number;
    } & Evaluation)
  | {
      readonly kind: 'failed';
      readonly steps: number;
      readonly error: string;
      /** The plugin's part of the stack of what was thrown. */
      readonly stack?: string;
      /** Whether it was ended because it gave no sign of progress. */
      readonly timedOut?: boolean;
    };
