import type { ScoreCells, StepBatch } from '@pomdp-gym/contracts';
import { CellTrace } from './cell-trace.js';
import type { ScoreSpace, ScoreTrace } from './score-space.js';

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
    return new CellTrace(this, this.cells.size);
  }

  inParameters(sum: Float64Array): Float64Array {
    const weights = sum.slice(0, this.cells.size);
    for (let c = 0; c < this.odd; c++) weights[c]! += sum[this.odd + c]!;
    const into = new Float64Array(this.parameters);
    this.cells.addScores(weights, into);
    return into;
  }
}
