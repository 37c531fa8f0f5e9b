import type { JointOutcomes } from '@pomdp-gym/models';
import type { XoshiroBlock } from '@pomdp-gym/numerics';
import type { BatchBuffer } from './batch-buffer.js';
import type { KernelRun } from './kernel-run.js';

/** The streams of a path, both xoshiro128++. */
export interface XoshiroStreams {
  readonly policyWords: XoshiroBlock;
  readonly environmentWords: XoshiroBlock;
}

/**
 * As `runJoint`, for many steps on models without an end, to the bit: the generators are in the loop, where they cost little, since the
 * draws wait for reads of memory most of the time. Carrying their states over takes as long as some 20 steps.
 */
export function runLong(
  run: KernelRun,
  buffer: BatchBuffer,
  tables: JointOutcomes,
  actions: number,
  limit: number,
  { policyWords, environmentWords }: XoshiroStreams,
): void {
  const { k, columns: moves, actionBits, observations } = run.policy;
  const { rewards, rewardShift, endShift, rowShift } = tables;
  const { heads, columns } = tables.rows;
  const observed = buffer.observations.values;
  const acted = buffer.actions.values;
  const earned = buffer.rewards;
  const before = buffer.memory?.before.values;
  const after = buffer.memory?.after.values;
  const actionMask = (1 << actionBits) - 1;
  const shownMask = (1 << rewardShift) - 1;
  const rewardMask = (1 << endShift) - 1;
  const p = policyWords.save();
  const e = environmentWords.save();
  let p0 = p[0]! | 0;
  let p1 = p[1]! | 0;
  let p2 = p[2]! | 0;
  let p3 = p[3]! | 0;
  let e0 = e[0]! | 0;
  let e1 = e[1]! | 0;
  let e2 = e[2]! | 0;
  let e3 = e[3]! | 0;
  let fromState = Math.imul(run.state, actions);
  let m = run.node;
  let y = run.observation;
  for (let i = buffer.length; i < limit; i++) {
    let sum = (p0 + p3) | 0;
    const v = (((sum << 7) | (sum >>> 25)) + p0) | 0;
    let shifted = p1 << 9;
    p2 ^= p0;
    p3 ^= p1;
    p1 ^= p2;
    p0 ^= p3;
    p2 ^= shifted;
    p3 = (p3 << 11) | (p3 >>> 21);
    const c = Math.imul(((Math.imul(m, observations) + y) << k) + ((v >>> 1) >>> ~k), 3);
    const aliasMove = moves[c + 1]!;
    const move = aliasMove ^ ((aliasMove ^ moves[c + 2]!) & ((((v << k) >>> k) - moves[c]!) >> 31));
    const u = move & actionMask;
    observed[i] = y;
    acted[i] = u;
    if (before !== undefined) {
      before[i] = m;
      after![i] = m = move >>> actionBits;
    }
    const head = heads[fromState + u]!;
    sum = (e0 + e3) | 0;
    const w = (((sum << 7) | (sum >>> 25)) + e0) | 0;
    if ((head & 31) !== 0) {
      shifted = e1 << 9;
      e2 ^= e0;
      e3 ^= e1;
      e1 ^= e2;
      e0 ^= e3;
      e2 ^= shifted;
      e3 = (e3 << 11) | (e3 >>> 21);
    }
    const at = Math.imul((head >>> 5) + ((w >>> 1) >>> ~head), 3);
    const alias = columns[at + 1]!;
    const code = alias ^ ((alias ^ columns[at + 2]!) & ((((w << head) >>> head) - columns[at]!) >> 31));
    earned[i] = rewards[(code & rewardMask) >>> rewardShift]!;
    fromState = code >> rowShift; // 31 bits
    y = code & shownMask;
  }
  policyWords.restore([p0, p1, p2, p3]);
  environmentWords.restore([e0, e1, e2, e3]);
  run.moveTo((fromState / actions) | 0, y, m, false);
  buffer.length = limit;
}
