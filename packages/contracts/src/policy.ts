import type { SparseRows } from './model.js';
import type { Random } from './random.js';
import type { RestorableWithChance } from './restorable.js';
import { type FiniteStateController, type FiniteTable, memoryless } from './finite-state-controller.js';
import type { Action, Observation, Point, Space, Spaces } from './space.js';
import type { StepBatch } from './step.js';

/** Something that acts on what it observes, and on what it remembers where it has a memory. */
export interface Policy extends RestorableWithChance {
  /** Begins an episode, with the memory of its start. `random` is the source of chance until the next `reset`. */
  reset(random: Random): void;
  /**
   * Draws u_t ~ μ(· | y_t), with a memory (u_t, i_{t+1}) ~ p(· | i_t, y_t). Over a finite table it draws with `drawIndex`
   * of numerics, as the tabular kernel does; a policy with a `controller` draws as `FiniteStateController` says.
   */
  act(observation: Observation): Action;
  /** What it may remember; absent where it remembers nothing. */
  readonly memorySpace?: Space;
  /** i_t after `reset`, i_{t+1} once it has acted at t. Lent. A policy with a `memorySpace` has this method. */
  memory?(): Point;
  /** Its law, where observations, actions and memory are finite: for the tabular kernel and for exact analysis. */
  controller?(): FiniteStateController;
  /**
   * The law of each agent, where it acts for several that each see their own part: its law is their product, an entry an agent
   * in actions, observations and nodes (`DiscreteSpace.factors`).
   */
  agents?(): readonly FiniteStateController[];
  /** μ over finite observations, for a policy without memory: for the tabular kernel and for exact analysis. */
  table?(): FiniteTable;
  /** What it does, as lines of text for people, without a line break at the end. */
  print?(): string;
}

/**
 * A policy μ(u | y; θ) with K real parameters that knows the gradient of its own logarithm. With a memory its law is
 * p(u, i' | i, y; θ), and the score of a row is ∇log p(u_t, i_{t+1} | i_t, y_t; θ), read from the memory columns of the batch.
 */
export interface ParametricPolicy extends Policy {
  /** θ, K numbers. Owned by the policy; whoever trains it writes here between steps. */
  readonly parameters: Float64Array;
  /**
   * log μ(u_row | y_row; θ) of one row of the batch, of which `addScore` adds the gradient: the logarithm of a density where
   * actions or memory fill a box, with respect to one measure for all θ. −Infinity where the policy cannot have made the row.
   */
  logProbability?(batch: StepBatch, row: number): number;
  /** into += weight · ∇log μ(u_row | y_row; θ) for one row of the batch. */
  addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void;
  /**
   * Where observations and actions are finite: draws as `act` does, and into += the score of what it drew. The bits are those of `act`,
   * then `addScore` with the weight 1. A learner that offers `stepwise` learning needs it.
   */
  actWithScore?(observation: number, into: Float64Array): number;
  /** into += Σ_i weights[i] · ∇log μ(u_i | y_i; θ), over all rows of the batch. Without it, `addScores` of this package calls `addScore` for each. */
  addScores?(batch: StepBatch, weights: Float64Array, into: Float64Array): void;
  /** Where its law is softmax of preferences that are linear in θ: their features. Kernels compute law and scores from these alone. */
  readonly linearPreferences?: LinearPreferences;
  /** Where the score of a step is one of finitely many: which. */
  readonly scoreCells?: ScoreCells;
  /**
   * Where its memory is a finite number M of nodes that can grow: a new policy of M + 1 nodes, in which node M is a copy of
   * `node`. The copy takes half of what led to `node`, in equal parts, so that both policies have the same law over
   * observations and actions. Then the two halves are moved apart: each parameter of their rows by +ε in one and −ε in the
   * other, with ε uniform on [−noise, noise], in the unit of θ. The policy itself stays as it is.
   */
  split?(node: number, random: Random, noise: number): ParametricPolicy;
  /**
   * Where it acts for several agents: each of them, in order. θ is that of the first agent, then that of the second, and so on. What
   * moves the parameters of a member writes them into θ of the whole, which the members take them from.
   */
  readonly members?: readonly TeamMember[];
}

/**
 * μ(u | y; θ) ∝ exp(Σ_f θ_{u,f} φ_f(y)) over finite observations, for a policy without memory: θ_{u,f} is parameter u · m + f, for m
 * features.
 */
export interface LinearPreferences {
  /** φ, a row of m columns an observation. */
  readonly features: SparseRows;
  /** A */
  readonly actions: number;
}

/**
 * Steps by cell: all steps of a cell have one score at one θ, that of the choice they made. A sum of scores over a long path is then kept
 * as C weights, and turned into K numbers once: a step costs the same however many parameters there are.
 */
export interface ScoreCells {
  /** C */
  readonly size: number;
  /** Writes the cell of each row of a batch, from row `first` on where that is given, at the place of the row. */
  write(batch: StepBatch, into: Int32Array, first?: number): void;
  /**
   * into[c] += weights[i] for the cell c of each row i of a batch, in the order of the rows; into[c + odd] for odd i. Without it, cells are
   * written first.
   */
  add?(batch: StepBatch, weights: Float64Array, into: Float64Array, odd: number): void;
  /** into += Σ_c weights[c] · (the score of the steps of cell c, at θ as it stands); `into` has K numbers, `weights` C. */
  addScores(weights: Float64Array, into: Float64Array): void;
}

/** One agent of several. */
export interface TeamMember {
  readonly policy: ParametricPolicy;
  readonly spaces: Spaces;
  /** What this agent saw, did and remembered in the steps of a batch, and the reward that all share. Lent. */
  view(batch: StepBatch): StepBatch;
}

/** into += Σ_i weights[i] · ∇log μ(u_i | y_i; θ) over the rows of a batch: by the policy's own `addScores`, else row by row. `weights` are lent, and stay as they are. */
export function addScores(
  policy: ParametricPolicy,
  batch: StepBatch,
  weights: Float64Array,
  into: Float64Array,
): void {
  if (policy.addScores) policy.addScores(batch, weights, into);
  else for (let row = 0; row < batch.length; row++) policy.addScore(batch, row, weights[row]!, into);
}

/** The law of a policy as a finite-state controller: its own `controller`, else its table as a controller of one node. */
export function controllerOf(policy: Policy): FiniteStateController | undefined {
  if (policy.controller) return policy.controller();
  const table = policy.table?.();
  return table && memoryless(table);
}

/** A policy that draws and adds the score in one call. */
export type ScoringPolicy = ParametricPolicy & Required<Pick<ParametricPolicy, 'actWithScore'>>;

/** Whether a policy draws and adds the score in one call. */
export function hasActWithScore(policy: ParametricPolicy): policy is ScoringPolicy {
  return policy.actWithScore !== undefined;
}

/** Whether a policy has parameters and knows its score. */
export function isParametric(policy: Policy | undefined): policy is ParametricPolicy {
  return policy !== undefined && 'parameters' in policy && 'addScore' in policy;
}
