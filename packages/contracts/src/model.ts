import type { DiscreteSpace } from './space.js';

/** Row-compressed table: row r holds `values[k]` in column `indices[k]` for offsets[r] ≤ k < offsets[r+1], columns rising. */
export interface SparseRows {
  readonly rows: number;
  readonly columns: number;
  /** rows + 1 numbers. */
  readonly offsets: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

/**
 * The rewards of one action, in the order of its stored transitions.
 * Without `offsets`, `values[k]` is the reward of the k-th stored transition whatever is then observed. With them, the
 * reward of transition k and the j-th stored observation of its successor is `values[offsets[k] + j]`; `offsets` begins at 0,
 * rises by the number of those observations, and ends with the length of `values`: one number more than transitions.
 */
export interface RewardTable {
  readonly values: Float64Array;
  readonly offsets?: Int32Array;
}

/** Names for people, one an element, in order. */
export interface ModelLabels {
  readonly states?: readonly string[];
  readonly actions?: readonly string[];
  readonly observations?: readonly string[];
}

/**
 * How the states of a factored model split into a part that is always seen and a part that is hidden (mixed
 * observability: Ong, Png, Hsu and Lee 2010). No two states agree in both parts.
 */
export interface MixedStates {
  /** How many values the seen part has. */
  readonly seenValues: number;
  /** How many values the hidden part has. */
  readonly hiddenValues: number;
  /** The value of the seen part in each state: S numbers. */
  readonly seen: Int32Array;
  /** The value of the hidden part in each state: S numbers. */
  readonly hidden: Int32Array;
}

/** One of several agents that act at once: what it can do, and what it can see. */
export interface ModelAgent {
  readonly name?: string;
  readonly actions: DiscreteSpace;
  readonly observations: DiscreteSpace;
}

/**
 * A finite POMDP, written down: the single source of truth that simulators, exact analysis and solvers share.
 * S states, A actions, O observations. Probabilities of a row sum to one.
 */
export interface FiniteModel {
  readonly states: number;
  readonly actions: number;
  readonly observations: number;
  readonly labels: ModelLabels;
  /** P(s' | s, u): for each action S × S. */
  readonly transitions: readonly SparseRows[];
  /** P(y | u, s'): for each action S × O, by the state entered. */
  readonly observationTables: readonly SparseRows[];
  /** r(s, u, s', y): for each action. */
  readonly rewards: readonly RewardTable[];
  /** P(s_0), S numbers. */
  readonly start: Float64Array;
  /**
   * P(y_0 | s_0), S × O, where the model says what is seen before the first action. Where it does not, its environment
   * shows one extra observation, `nothing yet`, with index O.
   */
  readonly initialObservationTable?: SparseRows;
  /**
   * 1 where entering the state ends the episode (S numbers), whether its environment calls that `terminated` or `truncated`;
   * absent where nothing ends.
   */
  readonly terminal?: Uint8Array;
  /** γ in [0, 1], where the problem defines one. */
  readonly discount?: number;
  /** What is seen of each state, where the model was written in factors and its observations tell that part. */
  readonly mixed?: MixedStates;
  /**
   * Where several agents act at once for one reward (a Dec-POMDP): what each of them does and sees. An action of the model
   * is then a tuple of one action an agent, an observation a tuple of one observation an agent, with the indices of
   * `DiscreteSpace.factors`: the last agent fastest. The products of the agents' sizes are the model's.
   */
  readonly agents?: readonly ModelAgent[];
}
