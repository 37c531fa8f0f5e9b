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
    const columns = 2 ** columnBits(count);
    if (columns > this.weights.length) this.grow(columns);
    this.writeWeights(probabilities, offset, count);
    this.weights.fill(0, count, columns);
    this.share(columns, 2 ** 32 / columns);
  }

  private grow(columns: number): void {
    this.thresholds = new Int32Array(columns);
    this.aliases = new Int32Array(columns);
    this.weights = new Float64Array(columns);
    this.small = new Int32Array(columns);
    this.large = new Int32Array(columns);
  }

  private writeWeights(probabilities: Float64Array, offset: number, count: number): void {
    let total = 0;
    for (let i = 0; i < count; i++) total += probabilities[offset + i]!;
    let cumulative = 0;
    let before = 0;
    for (let i = 0; i < count; i++) {
      cumulative += probabilities[offset + i]!;
      const after = Math.floor((cumulative / total) * 2 ** 32 + 0.5);
      this.weights[i] = after - before;
      before = after;
    }
  }

  private share(columns: number, capacity: number): void {
    const { thresholds, aliases, weights, small, large } = this;
    let [smalls, larges] = [0, 0];
    for (let j = 0; j < columns; j++) {
      if (weights[j]! < capacity) small[smalls++] = j;
      else large[larges++] = j;
    }
    while (smalls > 0) {
      const column = small[--smalls]!;
      const giver = large[larges - 1]!;
      thresholds[column] = weights[column]!;
      aliases[column] = giver;
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
