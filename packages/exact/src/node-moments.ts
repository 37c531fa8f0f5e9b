/**
 * Moments of the trace z and of the sum S = Σ r z of a path, on the event that it is at each of n nodes; place n is for what has ended an
 * episode in this step. K parameters.
 */
export class NodeMoments {
  /** P(x) */
  readonly reach: Float64Array;
  /** E[|z|² 1{x}] */
  readonly squares: Float64Array;
  /** E[S·z 1{x}] */
  readonly products: Float64Array;
  /** E[z 1{x}], (n + 1) × K. */
  readonly traces: Float64Array;
  /** E[S 1{x}], (n + 1) × K. */
  readonly sums: Float64Array;

  constructor(
    private readonly nodes: number,
    private readonly parameters: number,
  ) {
    const places = nodes + 1;
    this.reach = new Float64Array(places);
    this.squares = new Float64Array(places);
    this.products = new Float64Array(places);
    this.traces = new Float64Array(places * parameters);
    this.sums = new Float64Array(places * parameters);
  }

  clear(): void {
    for (const values of [this.reach, this.squares, this.products, this.traces, this.sums]) values.fill(0);
  }

  /** E[S] of the nodes. */
  totalSums(): Float64Array {
    const total = new Float64Array(this.parameters);
    for (let x = 0; x < this.nodes; x++) addRow(total, 0, 1, this.sums, x);
    return total;
  }

  /** Spreads what has ended over the first nodes of episodes; their trace begins at zero. */
  beginEpisodes(restart: Float64Array): void {
    const { nodes, reach, sums } = this;
    if (reach[nodes] === 0) return;
    restart.forEach((share, x) => {
      if (share === 0) return;
      reach[x]! += share * reach[nodes]!;
      addRow(sums, x, share, sums, nodes, this.parameters);
    });
  }
}

/** Row `row` of into += factor · row `of` of from, rows of K numbers. */
export function addRow(
  into: Float64Array,
  row: number,
  factor: number,
  from: Float64Array,
  of: number,
  parameters = into.length,
): void {
  const [start, end, shift] = [row * parameters, (row + 1) * parameters, (of - row) * parameters];
  for (let i = start; i < end; i++) into[i]! += factor * from[i + shift]!;
}
