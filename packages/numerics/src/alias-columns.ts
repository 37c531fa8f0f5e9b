/**
 * The alias table of one distribution (Walker 1977; Vose 1991) in whole numbers. Outcome i has the weight
 * W_i = round(2³² (p_0 + … + p_i)) − round(2³² (p_0 + … + p_{i−1})), so that each probability is met to 2⁻³² and the weights sum
 * to 2³² exactly. There are n = 2^k columns of 2^(32−k) words, one an outcome and the rest empty; a column that has fewer words of
 * its own than that takes the others from one outcome that has more, its alias. No rounding is left in the table.
 */
export class AliasColumns {
  /** For each column how many of its words are its own; 2³¹ is stored as −2³¹. */
  thresholds = new Int32Array(16);
  /** For each column the outcome that has its other words. */
  aliases = new Int32Array(16);
  private weights = new Float64Array(16);
  /** Columns with too few words of their own, and with too many: two stacks. */
  private small = new Int32Array(16);
  private large = new Int32Array(16);

  /** Reads `count` ≥ 2 probabilities from `offset` on, scaled to one; at least one of them is positive. */
  set(probabilities: Float64Array, offset: number, count: number): void {
    const columns = 1 << columnBits(count);
    this.writeWeights(probabilities, offset, count, columns);
    this.share(columns, 2 ** 32 / columns, -1);
  }

  /** The outcome that `word` draws from such probabilities: as much of their table is made as that takes. */
  outcomeOf(word: number, probabilities: Float64Array, offset: number, count: number): number {
    const k = columnBits(count);
    const capacity = 2 ** (32 - k);
    const column = word >>> (32 - k);
    const low = (word << k) >>> k;
    this.writeWeights(probabilities, offset, count, 1 << k);
    const own = this.weights[column]!;
    if (low < own && own < capacity) return column;
    this.share(1 << k, capacity, column);
    return low < this.thresholds[column]! >>> 0 ? column : this.aliases[column]!;
  }

  private grow(columns: number): void {
    this.thresholds = new Int32Array(columns);
    this.aliases = new Int32Array(columns);
    this.weights = new Float64Array(columns);
    this.small = new Int32Array(columns);
    this.large = new Int32Array(columns);
  }

  private writeWeights(probabilities: Float64Array, offset: number, count: number, columns: number): void {
    if (columns > this.weights.length) this.grow(columns);
    const { weights } = this;
    let total = 0;
    for (let i = 0; i < count; i++) total += probabilities[offset + i]!;
    const scale = 2 ** 32 / total;
    let cumulative = 0;
    let before = 0;
    for (let i = 0; i < count; i++) {
      cumulative += probabilities[offset + i]!;
      const after = Math.floor(cumulative * scale + 0.5);
      weights[i] = after - before;
      before = after;
    }
    for (let j = count; j < columns; j++) weights[j] = 0;
  }

  /** Shares out the words of columns, until column `until` has all of its own, or all have where that is −1. */
  private share(columns: number, capacity: number, until: number): void {
    const { thresholds, aliases, weights, small, large } = this;
    let smalls = 0;
    let larges = 0;
    for (let j = 0; j < columns; j++) {
      if (weights[j]! < capacity) small[smalls++] = j;
      else large[larges++] = j;
    }
    while (smalls > 0) {
      const column = small[--smalls]!;
      const giver = large[larges - 1]!;
      thresholds[column] = weights[column]!;
      aliases[column] = giver;
      if (column === until) return;
      weights[giver]! -= capacity - weights[column]!;
      if (weights[giver]! < capacity) {
        larges--;
        small[smalls++] = giver;
      }
    }
    while (larges > 0) {
      const column = large[--larges]!;
      thresholds[column] = capacity;
      aliases[column] = column;
    }
  }
}

/** The least k with 2^k ≥ count. */
export function columnBits(count: number): number {
  return 32 - Math.clz32(count - 1);
}
