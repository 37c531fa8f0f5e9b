/**
 * The indices of tuples (i_1, …, i_n) with i_k < n_k, the last entry fastest: i = (i_1 · n_2 + i_2) · n_3 + …
 * The index behind the last tuple, n_1 n_2 …, is that of `nothing yet`: each entry of it is n_k.
 */
export class TupleIndex {
  /** n_1 n_2 … */
  readonly size: number;
  /** What entry k counts for in an index. */
  private readonly strides: readonly number[];

  constructor(readonly sizes: readonly number[]) {
    const strides = Array<number>(sizes.length);
    let stride = 1;
    for (let k = sizes.length - 1; k >= 0; k--) {
      strides[k] = stride;
      stride *= sizes[k]!;
    }
    this.strides = strides;
    this.size = stride;
  }

  /** i_k */
  entry(index: number, k: number): number {
    const size = this.sizes[k]!;
    return index === this.size ? size : Math.floor(index / this.strides[k]!) % size;
  }

  entries(index: number): number[] {
    return this.sizes.map((_, k) => this.entry(index, k));
  }

  indexOf(entries: readonly number[]): number {
    return entries.reduce((index, entry, k) => index + entry * this.strides[k]!, 0);
  }

  /** The index with entry k in place of its own. */
  replaced(index: number, k: number, entry: number): number {
    return index + (entry - this.entry(index, k)) * this.strides[k]!;
  }
}
