import type { MixedStates } from '@pomdp-gym/contracts';
import type { AlphaVector } from '../alpha-vector.js';
import type { AlphaVectorPolicy } from '../alpha-vector-policy.js';
import { distinctVectors } from './distinct-vectors.js';
import { vectorFill } from './vector-fill.js';

/** An α-vector for one value of the seen part of the states, by the values of the hidden part. */
export interface FactoredVector {
  readonly action: number;
  readonly seen: number;
  readonly values: Float64Array;
}

/** A vector to be, in the block of a policy or none. */
interface Part {
  readonly seen: number;
  readonly vector?: AlphaVector;
}

/** The vectors of a policy for a model whose states have a seen and a hidden part, made one at a time. */
export class FactoredVectors implements Iterable<FactoredVector> {
  private readonly parts: readonly Part[];

  constructor(
    private readonly policy: AlphaVectorPolicy,
    private readonly mixed: MixedStates,
  ) {
    this.parts = this.partsOf(distinctVectors(policy.vectors));
  }

  get count(): number {
    return this.parts.length;
  }

  *[Symbol.iterator](): Generator<FactoredVector> {
    const fills = this.fills();
    for (const { seen, vector } of this.parts) {
      const values = fills[seen]!.slice();
      if (vector) this.write(vector, seen, values);
      yield { action: vector?.action ?? 0, seen, values };
    }
  }

  /** In the order of the seen values. Each has one part at least: APPL's simulator stops at one that has none. */
  private partsOf(vectors: readonly AlphaVector[]): Part[] {
    const bySeen = Array.from({ length: this.mixed.seenValues }, (): Part[] => []);
    for (const vector of vectors) {
      for (const seen of new Set(this.statesOf(vector).map((state) => this.mixed.seen[state]!))) {
        bySeen[seen]!.push({ seen, vector });
      }
    }
    return bySeen.flatMap((parts, seen) => (parts.length > 0 ? parts : [{ seen }]));
  }

  private statesOf({ block }: AlphaVector): Int32Array {
    const { original, blockStart } = this.policy.model;
    return original.subarray(blockStart[block], blockStart[block + 1]);
  }

  private write(vector: AlphaVector, seen: number, values: Float64Array): void {
    this.statesOf(vector).forEach((state, i) => {
      if (this.mixed.seen[state] === seen) values[this.mixed.hidden[state]!] = vector.values[i]!;
    });
  }

  /** For each value of the seen part what a vector holds where it says nothing. */
  private fills(): Float64Array[] {
    const fill = vectorFill(this.policy.model);
    const least = fill.reduce((lowest, value) => Math.min(lowest, value), 0);
    const { seenValues, hiddenValues, seen, hidden } = this.mixed;
    const fills = Array.from({ length: seenValues }, () => new Float64Array(hiddenValues).fill(least));
    fill.forEach((value, state) => (fills[seen[state]!]![hidden[state]!] = value));
    return fills;
  }
}
