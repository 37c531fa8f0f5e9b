import type { ScoreTrace } from './score-space.js';

/** What a cell may have at least in a trace, against the 1 of the last step: below, it is forgotten. */
const LEAST = 1e-20;

/** A space whose steps have cells. */
export interface CelledSpace {
  /** The numbers of a sum of the space; the first C of them belong to the cells. */
  readonly dimension: number;
  /** The cells of the last `count` rows of the batch, from the place `first` on. Lent. */
  cellsOfLast(count: number): { readonly rows: Int32Array; readonly first: number };
}

/**
 * A trace as a list of the cells that it holds: its work grows with the steps that it remembers. Cells and weights lie in the order of the list,
 * close together in memory, so that only `places` is read at random. The place of a cell counts if the list has the cell
 * there, so that an empty list is all that clears the trace (P. Briggs, L. Torczon, "An efficient representation for sparse sets", 1993).
 */
export class CellTrace implements ScoreTrace {
  /** The cells of the list; −1 behind its end, as far as `places` leads. */
  private readonly held: Int32Array;
  /** The weight of each; 0 behind the end. */
  private readonly weights: Float64Array;
  /** Where each cell of the list stands in it. */
  private readonly places: Int32Array;
  private count = 0;

  /** @param size C */
  constructor(
    private readonly space: CelledSpace,
    size: number,
  ) {
    this.held = new Int32Array(size);
    this.held[0] = -1;
    this.weights = new Float64Array(size);
    this.places = new Int32Array(size);
  }

  clear(): void {
    if (this.count === 0) return;
    this.held.fill(-1, 0, this.count);
    this.weights.fill(0, 0, this.count);
    this.count = 0;
  }

  fade(factor: number): void {
    if (factor < LEAST * LEAST) return this.clear(); // no cell of it can be above 1 / LEAST
    const { weights } = this;
    for (let j = this.count - 1; j >= 0; j--) {
      weights[j]! *= factor;
      if (Math.abs(weights[j]!) < LEAST) this.drop(j);
    }
  }

  /** Four rows a turn: V8 checks which arrays it has once a turn. */
  add(added: Float64Array, count: number): void {
    const { weights } = this;
    const { rows, first } = this.space.cellsOfLast(count);
    const fours = count & ~3;
    for (let i = 0; i < fours; i += 4) {
      const cell0 = rows[first + i]!;
      const cell1 = rows[first + i + 1]!;
      const cell2 = rows[first + i + 2]!;
      const cell3 = rows[first + i + 3]!;
      weights[this.placeOf(cell0)]! += added[i]!;
      weights[this.placeOf(cell1)]! += added[i + 1]!;
      weights[this.placeOf(cell2)]! += added[i + 2]!;
      weights[this.placeOf(cell3)]! += added[i + 3]!;
    }
    for (let i = fours; i < count; i++) weights[this.placeOf(rows[first + i]!)]! += added[i]!;
  }

  addTo(factor: number, into: Float64Array): void {
    const { weights, held, count } = this;
    const fours = count & ~3;
    for (let j = 0; j < fours; j += 4) {
      into[held[j]!]! += factor * weights[j]!;
      into[held[j + 1]!]! += factor * weights[j + 1]!;
      into[held[j + 2]!]! += factor * weights[j + 2]!;
      into[held[j + 3]!]! += factor * weights[j + 3]!;
    }
    for (let j = fours; j < count; j++) into[held[j]!]! += factor * weights[j]!;
  }

  copy(other: ScoreTrace): void {
    const sum = new Float64Array(this.space.dimension);
    other.addTo(1, sum);
    this.set(sum);
  }

  save(): number[] {
    const saved = new Array<number>(this.weights.length).fill(0);
    for (let j = 0; j < this.count; j++) saved[this.held[j]!] = this.weights[j]!;
    return saved;
  }

  restore(saved: readonly number[]): boolean {
    if (saved.length !== this.weights.length) return false;
    this.set(saved);
    return true;
  }

  /** Takes the weights of all cells from a sum. */
  private set(sum: ArrayLike<number>): void {
    this.clear();
    for (let cell = 0; cell < this.weights.length; cell++)
      if (sum[cell] !== 0) this.weights[this.placeOf(cell)] = sum[cell]!;
  }

  /** The place of a cell in the list: the end, where the cell is new. */
  private placeOf(cell: number): number {
    const place = this.places[cell]!;
    if (this.held[place] === cell) return place;
    this.held[this.count] = cell;
    this.places[cell] = this.count;
    return this.count++;
  }

  /** Forgets the cell at a place of the list; the last cell moves there. */
  private drop(place: number): void {
    const { held, weights, places } = this;
    const last = --this.count;
    held[place] = held[last]!;
    weights[place] = weights[last]!;
    places[held[place]!] = place;
    held[last] = -1;
    weights[last] = 0;
  }
}
