import { grownFloat64, grownInt32 } from '@pomdp-gym/numerics';

/** A place whose point has been lowered again, or dropped. */
export const OVERTAKEN = -1;

/**
 * The points of one block of an upper bound, in the order in which they were last lowered; places that were overtaken stay
 * until compaction. What a scan reads stands in columns, one number a place, so that it reads on in memory.
 */
export class PointLog {
  /** How many places there are. */
  length = 0;
  /** How many of them are points still. */
  held = 0;
  /** The belief at each place, or OVERTAKEN. */
  points: Int32Array = new Int32Array(16);
  /** v: the value of the point. */
  values: Float64Array = new Float64Array(16);
  /** Σ_s p(s) max_u Q(s, u) − v */
  cornerGains: Float64Array = new Float64Array(16);
  /** Σ_s p(s) Q(s, u) − v, A numbers a place. */
  informedGains: Float64Array;
  /** The state that ruled the point out last, and p of it: looked at first, it mostly does so again. */
  witnesses: Int32Array = new Int32Array(16);
  witnessWeights: Float64Array = new Float64Array(16);

  constructor(private readonly actions: number) {
    this.informedGains = new Float64Array(16 * actions);
  }

  /** Bytes held by the arrays. */
  get bytes(): number {
    return this.points.length * (4 + 8 + 8 + 8 * this.actions + 4 + 8);
  }

  /** Makes room for one more place; its number. The caller fills its columns. */
  push(point: number): number {
    const place = this.length++;
    this.points = grownInt32(this.points, this.length);
    const room = this.points.length;
    this.values = grownFloat64(this.values, room);
    this.cornerGains = grownFloat64(this.cornerGains, room);
    this.informedGains = grownFloat64(this.informedGains, room * this.actions);
    this.witnesses = grownInt32(this.witnesses, room);
    this.witnessWeights = grownFloat64(this.witnessWeights, room);
    this.points[place] = point;
    return place;
  }

  /** Moves what stands at a place to an earlier one. */
  move(from: number, to: number): void {
    const { actions } = this;
    this.points[to] = this.points[from]!;
    this.values[to] = this.values[from]!;
    this.cornerGains[to] = this.cornerGains[from]!;
    this.informedGains.copyWithin(to * actions, from * actions, (from + 1) * actions);
    this.witnesses[to] = this.witnesses[from]!;
    this.witnessWeights[to] = this.witnessWeights[from]!;
  }
}
