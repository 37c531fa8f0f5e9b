import type { ScoreCells, StepBatch } from '@pomdp-gym/contracts';
import type { ScoreSpace, ScoreTrace } from './score-space.js';

/** What a cell may have at least in a trace, against the 1 of the last step: below, it is forgotten. */
const LEAST = 1e-20;

/** Up to so many cells, successive rows often have the same one. */
const FEW_CELLS = 256;

/**
 * Sums as weights of cells: a step adds one number, whatever the number of parameters. Where cells are few, a sum has two numbers for
 * each, C for even rows and C for odd ones behind them, since an addition to the cell of the row before waits for that one to be stored.
 */
export class CellSpace implements ScoreSpace {
  readonly dimension: number;
  /** The cells of the rows of the batch that was taken up last, from the row `written` on. */
  private rows = new Int32Array(0);
  private written = 0;
  private batch: StepBatch | undefined;
  /** Where the numbers of odd rows begin. */
  private readonly odd: number;

  /** @param parameters K */
  constructor(
    readonly cells: ScoreCells,
    private readonly parameters: number,
  ) {
    this.odd = cells.size <= FEW_CELLS ? cells.size : 0;
    this.dimension = cells.size + this.odd;
  }

  take(batch: StepBatch): void {
    if (this.rows.length < batch.length) this.rows = new Int32Array(batch.length);
    this.written = batch.length;
    this.batch = batch;
  }

  add(weights: Float64Array, into: Float64Array): void {
    const { batch, cells, odd } = this;
    if (!batch) return;
    if (cells.add) cells.add(batch, weights, into, odd);
    else this.addByRows(batch, weights, into);
  }

  /** The cells of the last `count` rows of the batch, at the places of these. Lent. */
  cellsOfLast(count: number): { readonly rows: Int32Array; readonly first: number } {
    const { batch, rows } = this;
    const first = (batch?.length ?? 0) - count;
    if (batch && first < this.written) {
      this.cells.write(batch, rows, first);
      this.written = first;
    }
    return { rows, first };
  }

  private addByRows({ length }: StepBatch, weights: Float64Array, into: Float64Array): void {
    const { odd } = this;
    const { rows } = this.cellsOfLast(length);
    const pairs = length & ~1;
    for (let i = 0; i < pairs; i += 2) {
      into[rows[i]!]! += weights[i]!;
      into[rows[i + 1]! + odd]! += weights[i + 1]!;
    }
    if (pairs < length) into[rows[pairs]!]! += weights[pairs]!;
  }

  trace(): ScoreTrace {
    return new CellTrace(this);
  }

  inParameters(sum: Float64Array): Float64Array {
    const weights = sum.slice(0, this.cells.size);
    for (let c = 0; c < this.odd; c++) weights[c]! += sum[this.odd + c]!;
    const into = new Float64Array(this.parameters);
    this.cells.addScores(weights, into);
    return into;
  }
}

/** A trace as the cells that it holds: its work grows with the steps that it remembers. */
class CellTrace implements ScoreTrace {
  private readonly weights: Float64Array;
  private readonly held: Int32Array;
  private readonly isHeld: Uint8Array;
  private count = 0;

  constructor(private readonly space: CellSpace) {
    const { size } = space.cells;
    this.weights = new Float64Array(size);
    this.held = new Int32Array(size);
    this.isHeld = new Uint8Array(size);
  }

  clear(): void {
    while (this.count > 0) this.drop(this.count - 1);
  }

  fade(factor: number): void {
    if (factor < LEAST * LEAST) return this.clear(); // no cell of it can be above 1 / LEAST
    const { weights, held } = this;
    for (let j = this.count - 1; j >= 0; j--) {
      const cell = held[j]!;
      weights[cell]! *= factor;
      if (Math.abs(weights[cell]!) < LEAST) this.drop(j);
    }
  }

  add(weights: Float64Array, count: number): void {
    const { rows, first } = this.space.cellsOfLast(count);
    for (let i = 0; i < count; i++) this.addToCell(rows[first + i]!, weights[i]!);
  }

  addTo(factor: number, into: Float64Array): void {
    const { weights, held, count } = this;
    for (let j = 0; j < count; j++) into[held[j]!]! += factor * weights[held[j]!]!;
  }

  copy(other: ScoreTrace): void {
    this.clear();
    const sum = new Float64Array(this.space.dimension);
    other.addTo(1, sum);
    for (let cell = 0; cell < this.weights.length; cell++)
      if (sum[cell] !== 0) this.addToCell(cell, sum[cell]!);
  }

  save(): number[] {
    return [...this.weights];
  }

  restore(saved: readonly number[]): boolean {
    if (saved.length !== this.weights.length) return false;
    this.clear();
    saved.forEach((weight, cell) => {
      if (weight !== 0) this.addToCell(cell, weight);
    });
    return true;
  }

  private addToCell(cell: number, weight: number): void {
    if (this.isHeld[cell] === 0) {
      this.isHeld[cell] = 1;
      this.held[this.count++] = cell;
    }
    this.weights[cell]! += weight;
  }

  /** Forgets the cell at a place of the list, where the last one of it comes to stand. */
  private drop(place: number): void {
    const { held } = this;
    const cell = held[place]!;
    this.weights[cell] = 0;
    this.isHeld[cell] = 0;
    held[place] = held[--this.count]!;
  }
}
