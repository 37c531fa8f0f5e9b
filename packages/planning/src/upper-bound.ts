import { grownFloat64, grownInt32 } from '@pomdp-gym/numerics';
import type { BeliefGraph } from './belief-graph.js';
import type { PlanningModel } from './planning-model.js';
import { OVERTAKEN, PointLog } from './point-log.js';

/** A point is lowered only by more than this part of its value: less is rounding. */
const LEAST_CHANGE = 1e-12;

/**
 * An upper bound on the value of beliefs: the sawtooth, built on the |A| vectors of the fast informed bound as well as on
 * their values in the corners.
 *
 * Let F(x) = min(Σ_s x(s) max_u Q(s, u), max_u Σ_s x(s) Q(s, u)), an upper bound that is homogeneous in x. A point p whose
 * value is known to be at most v bounds every belief b ≥ ρ p: by convexity V(b) ≤ ρ v + F(b − ρ p), with the largest such
 * ratio ρ = min_s b(s) / p(s). U(b) is the least of these over all points, and F(b). The usual sawtooth (Hauskrecht 2000)
 * has the corners alone for F, and is weaker. Since Q · b and Q · p are kept, a point costs A multiplications at most, and
 * most are ruled out after a state or two.
 *
 * A point of another block shares no state with b, so each block has its own list; a belief remembers how far down the
 * list it has looked, and looks only at what was lowered since.
 */
export class UpperBound {
  /** U(b) as far as it has been worked out: an upper bound, if not an up-to-date one; Infinity before the first look. */
  value: Float64Array = new Float64Array(1024).fill(Infinity);
  private stamp: Int32Array = new Int32Array(1024).fill(-1);
  /** Σ_s b(s) max_u Q(s, u) */
  private corner: Float64Array = new Float64Array(1024);
  /** Σ_s b(s) Q(s, u), A numbers a belief, and the u with the largest. */
  private informed: Float64Array;
  private informedAction: Int32Array = new Int32Array(1024);
  /** For a point the index of its latest entry in the log of its block, −1 for other beliefs. */
  private entry: Int32Array = new Int32Array(1024).fill(-1);
  private readonly logs: PointLog[];
  private readonly corners: Float64Array;
  private readonly density: Float64Array;
  private readonly actions: number;
  private pointCount = 0;
  private logBytes: number;

  /** @param q Q(s, u) of a bound such as `fastInformedBound`, entry s·A + u. */
  constructor(
    private readonly graph: BeliefGraph,
    { states, actions, blockStart }: PlanningModel,
    private readonly q: Float64Array,
  ) {
    this.actions = actions;
    this.informed = new Float64Array(1024 * actions);
    this.density = new Float64Array(states);
    this.corners = new Float64Array(states).fill(-Infinity);
    for (let i = 0; i < q.length; i++) {
      const state = Math.floor(i / actions);
      this.corners[state] = Math.max(this.corners[state]!, q[i]!);
    }
    this.logs = Array.from({ length: blockStart.length - 1 }, () => new PointLog(actions));
    this.logBytes = this.logs.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** How many beliefs have a value of their own. */
  get points(): number {
    return this.pointCount;
  }

  /** Bytes held by the arrays. */
  get bytes(): number {
    const { value, stamp, corner, informed, informedAction, entry } = this;
    const arrays = [value, stamp, corner, informed, informedAction, entry];
    return arrays.reduce((sum, array) => sum + array.byteLength, this.logBytes);
  }

  /** U(b), with every point counted in. */
  refresh(belief: number): number {
    if (belief >= this.value.length) this.resize(belief + 1);
    const log = this.logs[this.graph.store.block[belief]!]!;
    const seen = this.stamp[belief]!;
    if (seen === log.length) return this.value[belief]!;
    if (seen < 0) this.begin(belief);
    this.stamp[belief] = log.length;
    const value = this.interpolate(belief, log, Math.max(0, seen), log.length);
    this.value[belief] = value;
    return value;
  }

  /** Σ_s b(s) Q(s, u) of a belief that has been refreshed: an upper bound on the value of starting with u. */
  informedValue(belief: number, action: number): number {
    return this.informed[belief * this.actions + action]!;
  }

  /** Makes a belief a point, if `value` is below what is known of it; returns whether it is. */
  lower(belief: number, value: number): boolean {
    const known = this.refresh(belief);
    if (!(value < known - LEAST_CHANGE * Math.abs(known))) return false;
    const log = this.logs[this.graph.store.block[belief]!]!;
    if (log.length >= 64 + 2 * log.held) this.compact(this.graph.store.block[belief]!, log);
    this.value[belief] = value;
    if (this.entry[belief]! < 0) this.count(log, 1);
    else log.points[this.entry[belief]!] = OVERTAKEN;
    this.entry[belief] = this.record(log, belief);
    return true;
  }

  /** Writes a point to the end of the log. */
  private record(log: PointLog, belief: number): number {
    const { corner, informed, actions } = this;
    const { start, states, values } = this.graph.store;
    const value = this.value[belief]!;
    this.logBytes -= log.bytes;
    const place = log.push(belief);
    this.logBytes += log.bytes;
    log.values[place] = value;
    log.cornerGains[place] = corner[belief]! - value;
    for (let u = 0; u < actions; u++) {
      log.informedGains[place * actions + u] = informed[belief * actions + u]! - value;
    }
    log.witnesses[place] = states[start[belief]!]!;
    log.witnessWeights[place] = values[start[belief]!]!;
    return place;
  }

  private count(log: PointLog, change: 1 | -1): void {
    log.held += change;
    this.pointCount += change;
  }

  private resize(length: number): void {
    this.value = grownFloat64(this.value, length, Infinity);
    const room = this.value.length;
    this.stamp = grownInt32(this.stamp, room, -1);
    this.corner = grownFloat64(this.corner, room);
    this.informed = grownFloat64(this.informed, room * this.actions);
    this.informedAction = grownInt32(this.informedAction, room);
    this.entry = grownInt32(this.entry, room, -1);
  }

  /** Works out what does not depend on points. */
  private begin(belief: number): void {
    const { q, corners, informed, actions } = this;
    const { start, states, values } = this.graph.store;
    const base = belief * actions;
    let corner = 0;
    for (let i = start[belief]!; i < start[belief + 1]!; i++) {
      const state = states[i]!;
      const weight = values[i]!;
      corner += weight * corners[state]!;
      for (let u = 0; u < actions; u++) informed[base + u]! += weight * q[state * actions + u]!;
    }
    let best = 0;
    for (let u = 1; u < actions; u++) if (informed[base + u]! > informed[base + best]!) best = u;
    this.corner[belief] = corner;
    this.informedAction[belief] = best;
    this.value[belief] = Math.min(corner, informed[base + best]!);
  }

  /** The least of U(b) as known and what the places [from, to) of the log make of it. */
  private interpolate(belief: number, log: PointLog, from: number, to: number): number {
    const { density } = this;
    const { start, states, values } = this.graph.store;
    const begin = start[belief]!;
    const end = start[belief + 1]!;
    for (let i = begin; i < end; i++) density[states[i]!] = values[i]!;
    const best = this.scan(belief, log, from, to);
    for (let i = begin; i < end; i++) density[states[i]!] = 0;
    return best;
  }

  /**
   * As `interpolate`, with b in `density`. A point can bring U(b) below the best so far only if ρ times one of its gains
   * exceeds what is left of that bound, and the witness shows for most that ρ is too small.
   */
  private scan(belief: number, log: PointLog, from: number, to: number): number {
    const { density, actions } = this;
    const { points, values, cornerGains, informedGains, witnesses, witnessWeights } = log;
    const action = this.informedAction[belief]!;
    const corner = this.corner[belief]!;
    const informed = this.informed[belief * actions + action]!;
    let best = this.value[belief]!;
    for (let k = from; k < to; k++) {
      const left = corner - best;
      const leftInformed = informed - best;
      const gain = cornerGains[k]!;
      const gainInformed = informedGains[k * actions + action]!;
      const here = density[witnesses[k]!]!;
      const weight = witnessWeights[k]!;
      if (here * gain <= weight * left && here * gainInformed <= weight * leftInformed) continue;
      const point = points[k]!;
      if (point === OVERTAKEN || point === belief) continue;
      const needed = Math.min(left / gain, gainInformed > 0 ? leftInformed / gainInformed : 1);
      const ratio = this.ratio(log, k, Math.max(0, needed));
      if (ratio > 0) best = Math.min(best, ratio * values[k]! + this.rest(belief, point, ratio));
    }
    return best;
  }

  /** min_s b(s) / p(s), at most 1, with b in `density`; 0 where it is not above `needed`. */
  private ratio(log: PointLog, place: number, needed: number): number {
    const { density } = this;
    const { start, states, values } = this.graph.store;
    const point = log.points[place]!;
    const end = start[point + 1]!;
    if (needed >= 1) return 0;
    let ratio = 1;
    for (let i = start[point]!; i < end; i++) {
      const here = density[states[i]!]!;
      if (here >= ratio * values[i]!) continue;
      ratio = here / values[i]!;
      if (ratio <= needed) {
        log.witnesses[place] = states[i]!;
        log.witnessWeights[place] = values[i]!;
        return 0;
      }
    }
    return ratio;
  }

  /** F(b − ρ p) */
  private rest(belief: number, point: number, ratio: number): number {
    const { corner, informed, actions } = this;
    const base = belief * actions;
    const other = point * actions;
    let best = -Infinity;
    for (let u = 0; u < actions; u++) {
      const value = informed[base + u]! - ratio * informed[other + u]!;
      if (value > best) best = value;
    }
    return Math.min(best, corner[belief]! - ratio * corner[point]!);
  }

  /** Drops overtaken places, and points that the others make superfluous, and tells every belief where it stands. */
  private compact(block: number, log: PointLog): void {
    const kept = new Int32Array(log.length + 1);
    let length = 0;
    for (let k = 0; k < log.length; k++) {
      kept[k] = length;
      const point = log.points[k]!;
      if (point === OVERTAKEN) continue;
      if (this.isSuperfluous(point, log, k, length)) {
        this.entry[point] = -1;
        this.count(log, -1);
        continue;
      }
      this.entry[point] = length;
      log.move(k, length++);
    }
    kept[log.length] = length;
    log.length = length;
    const { store } = this.graph;
    for (let belief = 0; belief < Math.min(store.size, this.stamp.length); belief++) {
      const seen = this.stamp[belief]!;
      if (seen > 0 && store.block[belief] === block) this.stamp[belief] = kept[seen]!;
    }
  }

  /** Whether the points kept so far (places below `length`) and those to come (places above k) do without this one. */
  private isSuperfluous(point: number, log: PointLog, k: number, length: number): boolean {
    const known = this.value[point]!;
    const slack = LEAST_CHANGE * Math.abs(known);
    this.value[point] = Math.min(this.corner[point]!, this.informedMaximum(point));
    let value = this.interpolate(point, log, 0, length);
    if (value > known + slack) {
      this.value[point] = value;
      value = this.interpolate(point, log, k + 1, log.length);
    }
    this.value[point] = known;
    return value <= known + slack;
  }

  private informedMaximum(belief: number): number {
    return this.informed[belief * this.actions + this.informedAction[belief]!]!;
  }
}
