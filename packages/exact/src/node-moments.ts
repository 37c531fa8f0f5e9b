/** What goes to a node, or to the end of an episode, in one step. */
interface Ending {
  /** E[S 1{x}] of the node that is left, and the probability of the move from there. */
  readonly sum: Float64Array;
  readonly probability: number;
  /** E[z' 1{x, move}] */
  readonly trace: Float64Array;
  readonly reward: number;
  /** P(outcome | move) */
  readonly share: number;
  /** P(x, move) */
  readonly reach: number;
}

interface Entry extends Ending {
  /** E[|z'|² 1{x, move}] */
  readonly square: number;
  /** E[S'·z' 1{x, move}] given the outcome. */
  readonly product: number;
}

/** Moments of the trace z and of the sum S = Σ r z of a path, on the event that it is at each of n nodes. K parameters. */
export class NodeMoments {
  /** P(x) */
  readonly reach: Float64Array;
  /** E[|z|² 1{x}] */
  readonly squares: Float64Array;
  /** E[S·z 1{x}] */
  readonly products: Float64Array;
  /** E[z 1{x}] and E[S 1{x}], n × K. */
  private readonly traces: Float64Array;
  private readonly sums: Float64Array;
  /** The probability that the step ended an episode, and E[S] on that event. */
  private ended = 0;
  private readonly endedSums: Float64Array;

  constructor(
    nodes: number,
    private readonly parameters: number,
  ) {
    this.reach = new Float64Array(nodes);
    this.squares = new Float64Array(nodes);
    this.products = new Float64Array(nodes);
    this.traces = new Float64Array(nodes * parameters);
    this.sums = new Float64Array(nodes * parameters);
    this.endedSums = new Float64Array(parameters);
  }

  traceAt(node: number): Float64Array {
    return this.traces.subarray(node * this.parameters, (node + 1) * this.parameters);
  }

  sumAt(node: number): Float64Array {
    return this.sums.subarray(node * this.parameters, (node + 1) * this.parameters);
  }

  /** E[S] */
  totalSums(): Float64Array {
    const total = new Float64Array(this.parameters);
    this.reach.forEach((_, node) => addScaled(total, 1, this.sumAt(node)));
    return total;
  }

  /** Adds what enters a node. */
  enter(node: number, entry: Entry): void {
    const { share } = entry;
    this.reach[node]! += share * entry.reach;
    this.squares[node]! += share * entry.square;
    this.products[node]! += share * entry.product;
    addScaled(this.traceAt(node), share, entry.trace);
    addSum(this.sumAt(node), entry);
  }

  /** Adds what ends an episode: its trace is dropped. */
  end(ending: Ending): void {
    this.ended += ending.share * ending.reach;
    addSum(this.endedSums, ending);
  }

  /** Spreads what has ended over the first nodes of episodes. */
  beginEpisodes(restart: Float64Array): void {
    restart.forEach((share, node) => {
      if (share === 0) return;
      this.reach[node]! += share * this.ended;
      addScaled(this.sumAt(node), share, this.endedSums);
    });
  }
}

/** into += E[S' 1{x, move, outcome}] */
function addSum(into: Float64Array, { sum, probability, trace, reward, share }: Ending): void {
  addScaled(into, share * probability, sum);
  addScaled(into, share * reward, trace);
}

function addScaled(into: Float64Array, factor: number, vector: Float64Array): void {
  for (let k = 0; k < into.length; k++) into[k]! += factor * vector[k]!;
}
