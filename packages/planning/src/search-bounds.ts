import { grownFloat64 } from '@pomdp-gym/numerics';
import type { AlphaVector } from './alpha-vector.js';
import { BeliefGraph } from './belief-graph.js';
import type { InitialBounds } from './initial-bounds.js';
import { LowerBound } from './lower-bound.js';
import type { PlanningModel } from './planning-model.js';
import { repeatedActions } from './repeated-actions.js';
import { type GapGoal, targetGap } from './target-gap.js';
import { UpperBound } from './upper-bound.js';

/** A lower bound that rises by less than this part of its size rises by rounding. */
const ROUNDING = 1e-14;

/** Beliefs that are brought up to date between two yields: about the work of a backup. */
const BELIEFS_PER_YIELD = 32;

/** A belief to start from, and the probability of its y_0. */
export interface SearchRoot {
  readonly belief: number;
  readonly probability: number;
}

/**
 * What a search that narrows [L, U] works on: the graph of beliefs, both bounds, and bounds on Q(b, u) for the beliefs it
 * has opened. Bounds on Q stay valid as they age, so only those that decide something are renewed: the action with the
 * largest upper bound until it is up to date, and lower bounds only of actions that can still be the best.
 */
export class SearchBounds {
  readonly graph: BeliefGraph;
  /** The beliefs to start from, one for each y_0 that can be seen. */
  readonly roots: readonly SearchRoot[];
  readonly upper: UpperBound;
  readonly lower: LowerBound;
  /** U(b₀) − L(b₀) at which the search is done, as it was last renewed. */
  targetGap: number;
  /** How often a belief was opened or one of its bounds moved by more than rounding. */
  changes = 0;
  private upperQ: Float64Array;
  private lowerQ: Float64Array;
  private readonly actions: number;

  constructor(
    readonly model: PlanningModel,
    { blind, q }: InitialBounds,
    private readonly goal: GapGoal,
  ) {
    this.actions = model.actions;
    this.graph = new BeliefGraph(model);
    this.upper = new UpperBound(this.graph, model, q);
    this.lower = new LowerBound(
      this.graph,
      model,
      repeatedActions(
        model,
        blind.map((values, action) => [action, values]),
      ),
    );
    this.roots = model.roots.map((root) => ({
      belief: this.graph.root(root),
      probability: root.probability,
    }));
    this.upperQ = new Float64Array(256 * this.actions).fill(Infinity);
    this.lowerQ = new Float64Array(256 * this.actions).fill(-Infinity);
    this.targetGap = this.renewTarget();
  }

  /** Sets the target anew, which follows the size of the bounds where the precision is relative. */
  renewTarget(): number {
    this.targetGap = targetGap(this.goal, this.startLower, this.startUpper);
    return this.targetGap;
  }

  /** A closed set of α-vectors whose policy earns at least L(b₀) from the start. */
  closedSet(): AlphaVector[] {
    return this.lower.closedSet(this.roots.map(({ belief }) => belief));
  }

  /** Bytes held, but for the model. */
  get bytes(): number {
    const { graph, upper, lower, upperQ, lowerQ } = this;
    return graph.bytes + upper.bytes + lower.bytes + upperQ.byteLength + lowerQ.byteLength;
  }

  /** L(b₀), the mean over first observations. */
  get startLower(): number {
    return this.roots.reduce(
      (sum, { belief, probability }) => sum + probability * this.lower.refresh(belief),
      0,
    );
  }

  /** U(b₀), the mean over first observations. */
  get startUpper(): number {
    return this.roots.reduce(
      (sum, { belief, probability }) => sum + probability * this.upper.refresh(belief),
      0,
    );
  }

  /** U(b₀) − L(b₀) */
  get startGap(): number {
    return this.startUpper - this.startLower;
  }

  /** The belief to start from that adds most to the gap. */
  widestRoot(): number {
    let widest = -1;
    let most = -Infinity;
    for (const { belief, probability } of this.roots) {
      const share = probability * this.gap(belief);
      if (!(share > most)) continue;
      widest = belief;
      most = share;
    }
    return widest;
  }

  /** The edge of (b, u) that adds most to the gap beyond `slack`; −1 where none exceeds it. */
  widestEdge(place: number, action: number, slack: number): number {
    const { graph } = this;
    const first = graph.firstEdge(place, action);
    let widest = -1;
    let most = 0;
    for (let edge = first; edge < first + graph.edgeCount(place, action); edge++) {
      const excess = graph.probability[edge]! * (this.gap(graph.child[edge]!) - slack);
      if (!(excess > most)) continue;
      widest = edge;
      most = excess;
    }
    return widest;
  }

  /** Keeps the α-vectors that are best at one of the opened beliefs; yields between a few beliefs. */
  *pruneVectors(): Generator<undefined, void> {
    const opened = this.graph.inner.subarray(0, this.graph.innerCount);
    for (let i = 0; i < opened.length; i++) {
      this.lower.refresh(opened[i]!);
      if (i % BELIEFS_PER_YIELD === 0) yield;
    }
    this.lower.prune(opened);
  }

  /** U(b) − L(b), both up to date. */
  gap(belief: number): number {
    return this.upper.refresh(belief) - this.lower.refresh(belief);
  }

  /** Gives a belief its row of bounds on Q; its place among the opened beliefs. */
  open(belief: number): number {
    const known = this.graph.place(belief);
    if (known >= 0) return known;
    const place = this.graph.open(belief);
    this.changes++;
    const end = (place + 1) * this.actions;
    this.upperQ = grownFloat64(this.upperQ, end, Infinity);
    this.lowerQ = grownFloat64(this.lowerQ, end, -Infinity);
    this.upper.refresh(belief);
    for (let u = 0; u < this.actions; u++) {
      this.upperQ[place * this.actions + u] = this.upper.informedValue(belief, u);
    }
    return place;
  }

  /** What is known of the upper bound on Q(b, u), up to date or not. */
  knownUpperQ(place: number, action: number): number {
    return this.upperQ[place * this.actions + action]!;
  }

  /** The action with the largest upper bound on Q, that bound being up to date. */
  upperAction(place: number): number {
    for (let fresh = -1; ;) {
      const action = this.largest(this.upperQ, place);
      if (action === fresh) return action;
      this.refreshUpperQ(place, action);
      fresh = action;
    }
  }

  /** The lower bound on Q(b, u), up to date. */
  refreshLowerQ(place: number, action: number): number {
    const { graph, lower, model } = this;
    graph.expand(place, action);
    const first = graph.firstEdge(place, action);
    let sum = 0;
    for (let edge = first; edge < first + graph.edgeCount(place, action); edge++) {
      sum += graph.probability[edge]! * lower.refresh(graph.child[edge]!);
    }
    const value = graph.reward(place, action) + model.discount * sum;
    const at = place * this.actions + action;
    if (value > this.lowerQ[at]!) this.lowerQ[at] = value;
    return this.lowerQ[at]!;
  }

  /** The action with the largest lower bound on Q; −1 where none is above `bar`. */
  lowerAction(place: number, bar = -Infinity): number {
    // The action that was best is looked at first: it sets the bar for the others.
    const first = this.largest(this.lowerQ, place);
    let best = -1;
    for (let i = 0; i < this.actions; i++) {
      const action = i === 0 ? first : i <= first ? i - 1 : i;
      if (this.upperQ[place * this.actions + action]! <= bar) continue;
      const value = this.refreshLowerQ(place, action);
      if (value > bar) {
        bar = value;
        best = action;
      }
    }
    return best;
  }

  /** Lowers U(b) to max_u Q(b, u). */
  backupUpper(place: number): void {
    const belief = this.graph.inner[place]!;
    const action = this.upperAction(place);
    if (this.upper.lower(belief, this.upperQ[place * this.actions + action]!)) this.changes++;
  }

  /**
   * Adds the α-vector of the best action, if it raises L(b) by more than a small part of what the target allows: all that is
   * left out so loses a tenth of the target at most.
   */
  backupLower(place: number): void {
    const { graph, lower } = this;
    const belief = graph.inner[place]!;
    const known = lower.refresh(belief);
    const action = this.lowerAction(place, known + (this.targetGap * (1 - this.model.discount)) / 10);
    if (action < 0) return;
    lower.add(lower.backup(place, action));
    if (lower.refresh(belief) - known > ROUNDING * Math.abs(known)) this.changes++;
  }

  private refreshUpperQ(place: number, action: number): void {
    const { graph, upper, model } = this;
    graph.expand(place, action);
    const first = graph.firstEdge(place, action);
    let sum = 0;
    for (let edge = first; edge < first + graph.edgeCount(place, action); edge++) {
      sum += graph.probability[edge]! * upper.refresh(graph.child[edge]!);
    }
    const at = place * this.actions + action;
    this.upperQ[at] = Math.min(this.upperQ[at]!, graph.reward(place, action) + model.discount * sum);
  }

  private largest(values: Float64Array, place: number): number {
    const base = place * this.actions;
    let best = 0;
    for (let u = 1; u < this.actions; u++) if (values[base + u]! > values[base + best]!) best = u;
    return best;
  }
}
