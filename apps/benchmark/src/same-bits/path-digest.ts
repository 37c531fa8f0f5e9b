import { createHash } from 'node:crypto';
import { batchesOf } from '@pomdp-gym/simulator';
import { type GradientProblem, pathOf } from '../gradient-problem.js';

/** A digest of observations, actions, rewards, memory and endings of one path. */
export function digestOfPath(problem: GradientProblem, steps: number): string {
  const hash = createHash('sha256');
  for (const { observations, actions, rewards, memory, ending, length } of batchesOf(
    pathOf(problem, steps, 1),
  )) {
    for (const column of [observations, actions, ...(memory ? [memory.before, memory.after] : [])])
      hash.update(bytesOf(column.values.subarray(0, length * Math.max(1, column.width))));
    hash.update(bytesOf(rewards.subarray(0, length))).update(ending);
  }
  return hash.digest('hex');
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
