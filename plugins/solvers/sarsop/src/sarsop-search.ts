import { type SearchBounds, TrialDepth, type TrialSearch } from '@pomdp-gym/planning';
import { TrialTurns } from './trial-turns.js';
import { ValuePrediction } from './value-prediction.js';

/** How the search goes about it. */
export interface SearchSettings {
  /** A trial aims at this part of the gap at the start. */
  readonly ambition: number;
  /** A trial visits at most this many beliefs; null: as many as the gap at the start asks for. */
  readonly depth: number | null;
}

/** Beliefs that a trial along the upper bound visits at most, to begin with. */
const UPPER_DEPTH = 1000;

/** A belief whose gap is below this part of the precision has nothing left to find. */
const LEAST_GAP = 1e-4;

/** A trial that follows the lower bound goes no deeper: it spreads over observations, and so goes far from what it came for. */
const LOWER_DEPTH = 100;

/** What the value of a belief would have to exceed for it to matter at the start, by either bound. */
interface Aim {
  readonly lower: number;
  readonly upper: number;
}

/**
 * SARSOP (Kurniawati, Hsu and Lee 2008): trials that sample beliefs near those which optimal policies reach, backing
 * both bounds up along each. There are two kinds of trial. One is the paper's: it takes the actions with the best upper
 * bound and goes on while it can still narrow the gap at the start. The other follows the policy that the lower bound
 * stands for, spreading over its observations, and so improves that policy where it really goes. The kind that recently
 * closed more of the gap per backup goes next; the other gets at least every fourth trial.
 */
export class SarsopSearch implements TrialSearch {
  trials = 0;
  backups = 0;
  private readonly prediction: ValuePrediction;
  private readonly turns = new TrialTurns();
  private readonly depth: TrialDepth;
  private readonly path: number[] = [];
  private readonly visits = new Map<number, number>();

  constructor(
    private readonly bounds: SearchBounds,
    private readonly settings: SearchSettings,
  ) {
    const spread = bounds.startUpper - bounds.startLower;
    this.depth = new TrialDepth(UPPER_DEPTH, settings.depth ?? Infinity);
    this.prediction = new ValuePrediction(bounds.graph.store, bounds.model.states, spread);
  }

  *trial(): Generator<undefined, void> {
    const { bounds, backups } = this;
    const root = bounds.widestRoot();
    const gap = bounds.startGap;
    const kind = this.turns.next();
    if (kind === 'upper') yield* this.upperTrial(root);
    else yield* this.lowerTrial(root);
    this.trials++;
    this.turns.record(kind, gap - bounds.startGap, 1 + this.backups - backups);
  }

  /** The paper's trial: down along the best upper bounds, back up with both backups. */
  private *upperTrial(root: number): Generator<undefined, void> {
    const { bounds, path, settings } = this;
    const { graph, lower, model } = bounds;
    path.length = 0;
    let belief = root;
    // ε γ^-t, t steps from the start.
    let slack = Math.max(bounds.targetGap / 2, settings.ambition * bounds.gap(root));
    let aim = { lower: lower.refresh(root), upper: lower.refresh(root) + slack };
    while (path.length < this.depth.limit && !this.isDone(belief, aim, slack)) {
      const place = bounds.open(belief);
      path.push(place);
      const action = bounds.upperAction(place);
      const reached = this.lowerValue(belief, place);
      aim = { lower: Math.max(aim.lower, reached), upper: Math.max(aim.upper, reached + slack) };
      slack /= model.discount;
      const edge = bounds.widestEdge(place, action, slack);
      if (edge < 0) break;
      aim = this.aimBelow(aim, place, action, edge);
      belief = graph.child[edge]!;
      yield;
    }
    const visited = path.length;
    while (path.length > 0) {
      const place = path.pop()!;
      bounds.backupUpper(place);
      bounds.backupLower(place);
      this.backups++;
      yield;
    }
    this.depth.record(visited, bounds.startGap);
  }

  private isDone(belief: number, aim: Aim, slack: number): boolean {
    const { upper, lower } = this.bounds;
    const high = upper.refresh(belief);
    const low = lower.refresh(belief);
    if (!(slack < Infinity) || high - low <= LEAST_GAP * this.bounds.targetGap) return true;
    const guess = this.prediction.predict(belief, low, high);
    return guess <= aim.lower && high <= Math.max(aim.upper, low + slack);
  }

  /** L(b), or the best lower bound on Q(b, ·) where that is more. */
  private lowerValue(belief: number, place: number): number {
    const known = this.bounds.lower.refresh(belief);
    const action = this.bounds.lowerAction(place, known);
    return action < 0 ? known : this.bounds.refreshLowerQ(place, action);
  }

  /** What the successor along `edge` would have to be worth for the value here to reach the aim. */
  private aimBelow(aim: Aim, place: number, action: number, edge: number): Aim {
    const { graph, lower, upper } = this.bounds;
    const first = graph.firstEdge(place, action);
    let low = 0;
    let high = 0;
    for (let other = first; other < first + graph.edgeCount(place, action); other++) {
      if (other === edge) continue;
      low += graph.probability[other]! * lower.value[graph.child[other]!]!;
      high += graph.probability[other]! * upper.value[graph.child[other]!]!;
    }
    const reward = graph.reward(place, action);
    const { discount } = this.bounds.model;
    const weight = discount * graph.probability[edge]!;
    return {
      lower: (aim.lower - reward - discount * low) / weight,
      upper: (aim.upper - reward - discount * high) / weight,
    };
  }

  /** Follows the policy of the lower bound, taking each observation in turn as often as it is likely. */
  private *lowerTrial(root: number): Generator<undefined, void> {
    const { bounds, path } = this;
    path.length = 0;
    let belief = root;
    let slack = bounds.targetGap / 2;
    const depth = Math.min(this.depth.limit, LOWER_DEPTH);
    while (path.length < depth && bounds.gap(belief) > slack) {
      const place = bounds.open(belief);
      path.push(place);
      const edge = this.leastVisitedEdge(place, bounds.lowerAction(place));
      if (edge < 0) break;
      belief = bounds.graph.child[edge]!;
      slack /= bounds.model.discount;
      yield;
    }
    while (path.length > 0) {
      const place = path.pop()!;
      bounds.backupLower(place);
      bounds.backupUpper(place);
      this.backups++;
      yield;
    }
  }

  private leastVisitedEdge(place: number, action: number): number {
    const { graph } = this.bounds;
    const first = graph.firstEdge(place, action);
    let chosen = -1;
    let most = 0;
    for (let edge = first; edge < first + graph.edgeCount(place, action); edge++) {
      const due = graph.probability[edge]! / (1 + (this.visits.get(edge) ?? 0));
      if (due > most) {
        most = due;
        chosen = edge;
      }
    }
    if (chosen >= 0) this.visits.set(chosen, (this.visits.get(chosen) ?? 0) + 1);
    return chosen;
  }
}
