import type { AlphaVector } from '../alpha-vector.js';

/** The vectors without those whose numbers an earlier vector of the same block has too: an agent never comes to them. */
export function distinctVectors(vectors: readonly AlphaVector[]): AlphaVector[] {
  const known = new Map<number, AlphaVector[]>();
  return vectors.filter((vector) => {
    const key = hashOf(vector);
    const alike = known.get(key) ?? [];
    if (alike.some((other) => sameNumbers(other, vector))) return false;
    known.set(key, [...alike, vector]);
    return true;
  });
}

function sameNumbers(one: AlphaVector, other: AlphaVector): boolean {
  return one.block === other.block && one.values.every((value, i) => value === other.values[i]);
}

/** FNV-1a over 32-bit words (Fowler, Noll and Vo). */
function hashOf({ block, values }: AlphaVector): number {
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  let hash = (0x811c9dc5 ^ block) >>> 0;
  for (const word of words) hash = Math.imul(hash ^ word, 0x01000193) >>> 0;
  return hash;
}
