import type { Column, Fisher, ParametricPolicy, StepBatch } from '@pomdp-gym/contracts';
import { Float64List, Int32List } from '@pomdp-gym/numerics';
import { type CountedScores, CountedScoresFisher } from './counted-scores.js';

/** Whether the score of a step depends on whole numbers alone: observation, action and memory are discrete. */
export function isCountable({ observations, actions, memory }: StepBatch): boolean {
  return [observations, actions, memory?.before, memory?.after].every((column) => (column?.width ?? 0) === 0);
}

/**
 * F = (1/T) Σ_c n_c s_c s_cᵀ over the choices c that a path has made, n_c times each, with s_c the score of c. A choice is an
 * observation, an action and, where the policy has a memory, what it remembers before and after; all are discrete. A score is computed
 * once a choice and kept as its entries that are not zero: memory and the cost of a product grow with those, and not with K².
 */
export class CountedFisher implements Fisher {
  /** By observation: the place of each choice among all, by action and memory. */
  private readonly places: Map<number, number>[] = [];
  /** n_c */
  private readonly counts = new Float64List();
  /** Where the entries of s_c begin, and end for the last. */
  private readonly offsets = new Int32List();
  private readonly indices = new Int32List();
  private readonly values = new Float64List();
  private readonly score: Float64Array;
  private readonly memories: number;
  private steps = 0;
  private standing: CountedScoresFisher | undefined;

  constructor(private readonly policy: ParametricPolicy) {
    const { memorySpace, parameters } = policy;
    this.memories = memorySpace?.kind === 'discrete' ? memorySpace.size : 1;
    this.score = new Float64Array(parameters.length);
    this.offsets.push(0);
  }

  /** Takes in a batch that `isCountable`. */
  update(batch: StepBatch): void {
    const { observations, actions, memory, length } = batch;
    const { memories, counts, places } = this;
    for (let row = 0; row < length; row++) {
      const at = entry(actions, row) * memories + entry(memory?.before, row);
      const choice = at * memories + entry(memory?.after, row);
      const known = (places[entry(observations, row)] ??= new Map<number, number>());
      const place = known.get(choice);
      if (place !== undefined) counts.array[place]!++;
      else known.set(choice, this.add(batch, row));
    }
    this.steps += length;
    this.standing = undefined;
  }

  times(v: Float64Array): Float64Array {
    return this.asItStands().times(v);
  }

  diagonal(): Float64Array {
    return this.asItStands().diagonal();
  }

  /** What it has counted so far, as plain data. */
  scores(): CountedScores {
    const { counts, offsets, indices, values, score, steps } = this;
    return {
      counts: counts.take(),
      offsets: offsets.take(),
      indices: indices.take(),
      values: values.take(),
      steps,
      parameters: score.length,
    };
  }

  private asItStands(): CountedScoresFisher {
    return (this.standing ??= new CountedScoresFisher(this.scores()));
  }

  /** Keeps the score of a choice that is met for the first time, in this row; returns its place. */
  private add(batch: StepBatch, row: number): number {
    const { counts, indices, offsets, policy, score, values } = this;
    policy.addScore(batch, row, 1, score);
    for (let k = 0; k < score.length; k++) {
      if (score[k] === 0) continue;
      indices.push(k);
      values.push(score[k]!);
    }
    score.fill(0);
    offsets.push(indices.length);
    counts.push(1);
    return counts.length - 1;
  }
}

/** The entry of a discrete column; 0 where there is no column. */
function entry(column: Column | undefined, row: number): number {
  return column?.values[row] ?? 0;
}
