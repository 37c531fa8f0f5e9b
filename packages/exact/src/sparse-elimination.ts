import type { SparseRows } from '@pomdp-gym/contracts';
import { log2 } from '@pomdp-gym/numerics';
import { nothingLeaves, type Reduction } from './reduction.js';
import { EliminatedStates, SparseReduction } from './sparse-reduction.js';

/** How many dense operations one operation of this elimination is worth. */
const SPARSE_COST = 16;

/**
 * The elimination of `DenseReduction`, node by node in the order of least work (Markowitz's in-degree times out-degree, as
 * last seen), on rows that hold what is not zero. It stops where a dense table would do the rest faster.
 */
export class SparseElimination {
  /** The nodes not eliminated yet, in rising order: the pivot, node 0, is never. */
  left: Int32Array;
  private readonly rows: Map<number, number>[];
  private readonly columns: Set<number>[];
  private readonly eliminated: EliminatedStates[] = [];

  constructor(
    table: SparseRows,
    nodes: Int32Array,
    factor: number,
    private readonly leak: Float64Array,
  ) {
    const place = new Int32Array(table.rows).fill(-1);
    nodes.forEach((node, i) => (place[node] = i));
    this.left = Int32Array.from(nodes.keys());
    this.columns = Array.from(nodes, () => new Set<number>());
    this.rows = Array.from(nodes, (node, i) => {
      const row = new Map<number, number>();
      for (let k = table.offsets[node]!; k < table.offsets[node + 1]!; k++) {
        const j = place[table.indices[k]!]!;
        const value = factor * table.values[k]!;
        if (j < 0 || j === i || value === 0) continue;
        row.set(j, value);
        this.columns[j]!.add(i);
      }
      return row;
    });
  }

  /** Eliminates nodes while that is the cheaper. */
  run(): void {
    const done = new Uint8Array(this.rows.length);
    const queue = new WorkQueue();
    for (let k = 1; k < this.rows.length; k++) queue.push(k, this.work(k));
    let remaining = this.rows.length;
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const [k, expected] = next;
      const work = this.work(k);
      if (work > expected) {
        queue.push(k, work);
        continue;
      }
      if (work * SPARSE_COST > remaining * remaining) break;
      this.eliminate(k);
      done[k] = 1;
      remaining--;
    }
    this.left = this.left.filter((k) => done[k] === 0);
  }

  private work(k: number): number {
    return this.rows[k]!.size * this.columns[k]!.size;
  }

  private eliminate(k: number): void {
    const row = this.rows[k]!;
    let leaving = this.leak[k]!;
    for (const value of row.values()) leaving += value;
    if (!(leaving > 0)) throw nothingLeaves();
    const shares: [number, number][] = [];
    for (const i of this.columns[k]!) shares.push([i, this.passThrough(i, k, leaving)]);
    for (const j of row.keys()) this.columns[j]!.delete(k);
    this.eliminated.push(new EliminatedStates(k, leaving, row, shares));
  }

  /** Hands what row i sends to node k on to where k leads, and returns the share of k's leaving that it is. */
  private passThrough(i: number, k: number, leaving: number): number {
    const row = this.rows[i]!;
    const share = row.get(k)! / leaving;
    row.delete(k);
    this.leak[i]! += share * this.leak[k]!;
    for (const [j, value] of this.rows[k]!) {
      if (j === i) continue;
      const before = row.get(j);
      if (before === undefined) this.columns[j]!.add(i);
      row.set(j, (before ?? 0) + share * value);
    }
    return share;
  }

  /** The table and the leaks of the nodes that are left. */
  rest(): [table: Float64Array, leak: Float64Array] {
    const n = this.left.length;
    const place = new Int32Array(this.rows.length);
    this.left.forEach((k, i) => (place[k] = i));
    const table = new Float64Array(n * n);
    this.left.forEach((k, i) => {
      for (const [j, value] of this.rows[k]!) table[i * n + place[j]!] = value;
    });
    return [table, Float64Array.from(this.left, (k) => this.leak[k]!)];
  }

  /** This elimination followed by that of the rest. */
  reduction(rest: Reduction): Reduction {
    return new SparseReduction(this.eliminated, this.left, rest);
  }
}

/** Nodes by the work they are expected to make, the least first: buckets by the magnitude of that work. */
class WorkQueue {
  private readonly buckets: [node: number, work: number][][] = [];

  push(node: number, work: number): void {
    (this.buckets[Math.ceil(4 * log2(work + 1))] ??= []).push([node, work]);
  }

  pop(): [node: number, work: number] | undefined {
    for (const bucket of this.buckets) {
      const found = bucket?.pop();
      if (found) return found;
    }
    return undefined;
  }
}
