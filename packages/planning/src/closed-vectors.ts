import type { AlphaVector } from './alpha-vector.js';

/** Comparisons of two vectors that looking for dominated ones may cost: under a second. What is left then is kept. */
const MOST_COMPARISONS = 1e8;

/**
 * A closed set: these vectors and every vector that a continuation among them needs, without those that another vector
 * of the set dominates at every state. By its continuations the maximum L of a closed set satisfies L ≤ H L, where H is
 * the Bellman operator, so the policy that takes the action of the best vector earns at least L(b) from every belief b.
 */
export function closedVectors(vectors: readonly AlphaVector[]): AlphaVector[] {
  const closure = continuationClosure(vectors);
  const replacements = dominators(closure);
  const seeds = new Set([...vectors].map((vector) => replacements.get(vector) ?? vector));
  return copies(seeds, (vector) => replacements.get(vector) ?? vector);
}

/** The vectors and all that their continuations lead to, each once. */
export function continuationClosure(vectors: Iterable<AlphaVector>): Set<AlphaVector> {
  const found = new Set(vectors);
  // A set hands out what is added while it is walked.
  for (const { next = [] } of found) {
    for (const vector of next) if (vector) found.add(vector);
  }
  return found;
}

/** For each vector that another one dominates at every state, one that no other dominates. */
function dominators(vectors: Iterable<AlphaVector>): Map<AlphaVector, AlphaVector> {
  const dominated = new Map<AlphaVector, AlphaVector>();
  let left = MOST_COMPARISONS;
  for (const peers of byBlock(vectors)) {
    const undominated: AlphaVector[] = [];
    // A vector has at least the sum of one that it dominates, so whatever dominates a vector stands before it.
    for (const vector of bySum(peers)) {
      const above = left > 0 ? undominated.find((other) => dominates(other, vector)) : undefined;
      left -= undominated.length;
      if (above) dominated.set(vector, above);
      else undominated.push(vector);
    }
  }
  return dominated;
}

function byBlock(vectors: Iterable<AlphaVector>): AlphaVector[][] {
  const blocks: AlphaVector[][] = [];
  for (const vector of vectors) (blocks[vector.block] ??= []).push(vector);
  return blocks.filter((block) => block !== undefined);
}

function bySum(vectors: readonly AlphaVector[]): AlphaVector[] {
  const sums = new Map(vectors.map((vector) => [vector, sum(vector.values)]));
  return vectors.toSorted((one, other) => sums.get(other)! - sums.get(one)!);
}

/** The sum of the values of a vector. */
export function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function dominates({ values: one }: AlphaVector, { values: other }: AlphaVector): boolean {
  for (let i = 0; i < one.length; i++) if (one[i]! < other[i]!) return false;
  return true;
}

/** Copies of these vectors and of all that their continuations lead to, where each vector has a stand-in. */
function copies(
  vectors: Iterable<AlphaVector>,
  standIn: (vector: AlphaVector) => AlphaVector,
): AlphaVector[] {
  const copyOf = new Map<AlphaVector, AlphaVector>();
  const found = new Set(vectors);
  for (const vector of found) {
    copyOf.set(vector, { ...vector });
    for (const after of vector.next ?? []) if (after) found.add(standIn(after));
  }
  const renamed = (after: AlphaVector | undefined) => after && copyOf.get(standIn(after));
  return Array.from(copyOf, ([{ next }, copy]) =>
    next ? Object.assign(copy, { next: Array.from(next, renamed) }) : copy,
  );
}
