import { TableMemory } from './table-memory.js';

/** α-vectors over one block of planning states, each with the action it begins with; entry i at i·size. */
export class VectorSet {
  values: Float64Array;
  actions: Int32Array;
  count = 0;

  /**
   * @param size how many states the block has.
   * @param memory what counts the bytes of the set as it grows.
   */
  constructor(
    readonly size: number,
    private readonly memory = new TableMemory(),
  ) {
    this.values = new Float64Array(16 * size);
    this.actions = new Int32Array(16);
  }

  clear(): void {
    this.count = 0;
  }

  /** Makes room for so many vectors, and no more than that. Throws TablesTooLarge. */
  reserve(count: number): void {
    if (count > this.actions.length) this.resize(count);
  }

  /** Appends a vector of zeros and returns its place. */
  push(action: number): number {
    const place = this.count++;
    if (this.count > this.actions.length) this.resize(2 * this.actions.length);
    this.actions[place] = action;
    this.values.fill(0, place * this.size, this.count * this.size);
    return place;
  }

  /** Appends the vector at `place` of another set. */
  pushCopy(from: VectorSet, place: number): void {
    const { size } = this;
    const to = this.push(from.actions[place]!) * size;
    for (let s = 0; s < size; s++) this.values[to + s] = from.values[place * size + s]!;
  }

  /** α · b for the vector at `place`. */
  valueAt(place: number, belief: Float64Array): number {
    const { size, values } = this;
    let sum = 0;
    for (let s = 0, at = place * size; s < size; s++, at++) sum += values[at]! * belief[s]!;
    return sum;
  }

  /** The vector that is best in a belief; of several the lexicographically largest, of equals the first. −1 in an empty set. */
  bestAt(belief: Float64Array): number {
    let best = -1;
    let most = -Infinity;
    for (let place = 0; place < this.count; place++) {
      const value = this.valueAt(place, belief);
      if (value < most || (value === most && !this.isLarger(place, best))) continue;
      best = place;
      most = value;
    }
    return best;
  }

  /** Whether a vector is lexicographically larger than another: of two that tie, it is the one that is best nearby. */
  private isLarger(place: number, other: number): boolean {
    const { size, values } = this;
    for (let s = 0; s < size; s++) {
      const difference = values[place * size + s]! - values[other * size + s]!;
      if (difference !== 0) return difference > 0;
    }
    return false;
  }

  private resize(capacity: number): void {
    const { values, actions, size } = this;
    this.memory.grow(8 * values.length, 8 * capacity * size);
    this.values = new Float64Array(capacity * size);
    this.values.set(values);
    this.actions = new Int32Array(capacity);
    this.actions.set(actions);
  }
}
