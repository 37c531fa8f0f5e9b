import type { Action, Observation, Point } from './space.js';

/** How a step left the episode: going on, ended by the problem, or cut off by a limit outside of it. */
export type Ending = 'none' | 'terminated' | 'truncated';

/** What an environment returns for an action. */
export interface StepResult {
  /** y_{t+1}. After an ending, what the last state showed; the simulator resets before the next action. */
  readonly observation: Observation;
  /** r_{t+1}, the reward that followed u_t. */
  readonly reward: number;
  readonly ending: Ending;
}

/**
 * One quantity over the steps of a batch: row i is `values[i]` where `width` is 0 (a discrete space), and
 * `values[i·width … (i+1)·width − 1]` otherwise (a box). May be longer than the batch: read `batch.length` rows.
 */
export interface Column {
  readonly width: number;
  readonly values: Int32Array | Float64Array;
}

/** What a policy remembers over the steps of a batch. */
export interface MemoryColumns {
  /** i_t, what it remembered before it acted. */
  readonly before: Column;
  /** i_{t+1}, what it remembered once it had acted. Within an episode, `before` of the next step. */
  readonly after: Column;
}

/**
 * What happened in consecutive steps of one path. Lent: the simulator refills it, so copy what you keep.
 * A batch never crosses the end of an episode: `ending` belongs to its last step.
 */
export interface StepBatch {
  readonly length: number;
  /** y_t, what the agent saw before it acted. */
  readonly observations: Column;
  /** u_t */
  readonly actions: Column;
  /** r_{t+1}, the reward that followed u_t. */
  readonly rewards: Float64Array;
  readonly ending: Ending;
  /** Present where the policy that acts has a `memorySpace`. */
  readonly memory?: MemoryColumns | undefined;
  /**
   * y_n: what was observed after the last step, of n, for estimates of what is still to come. After an ending, what the
   * last state showed. The simulator fills it in every batch.
   */
  readonly next?: Observation | undefined;
}

/** One step of a batch, for pages and debuggers: off the hot path. */
export interface Step {
  readonly observation: Observation;
  readonly action: Action;
  readonly reward: number;
  readonly ending: Ending;
  /** i_t and i_{t+1}, where the policy has a memory. */
  readonly memory?: { readonly before: Point; readonly after: Point };
}
