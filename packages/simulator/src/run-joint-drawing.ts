import type { JointOutcomes } from '@pomdp-gym/models';
import type { BatchBuffer } from './batch-buffer.js';
import type { KernelRun } from './kernel-run.js';

/** Where the states of the two generators lie, four words each. */
const POLICY = 0;
const ENVIRONMENT = 4;

/**
 * Adds steps as `runJoint` does, with xoshiro128++ of both streams in the loop: what it computes fills the time in which a step waits for
 * memory. `states` holds the state of the policy's generator and, behind it, that of the environment's.
 *
 * It is longer than functions here are, since the eight words of the states have to be locals: where a function takes each word from an
 * array, a step takes 14.2 in place of 12.5 ns.
 */
export function runJointDrawing(
  run: KernelRun,
  buffer: BatchBuffer,
  tables: JointOutcomes,
  actions: number,
  limit: number,
  states: Int32Array,
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
  const endMask = 1 << endShift;
  let p0 = states[POLICY]!;
  let p1 = states[POLICY + 1]!;
  let p2 = states[POLICY + 2]!;
  let p3 = states[POLICY + 3]!;
  let e0 = states[ENVIRONMENT]!;
  let e1 = states[ENVIRONMENT + 1]!;
  let e2 = states[ENVIRONMENT + 2]!;
  let e3 = states[ENVIRONMENT + 3]!;
  let fromState = Math.imul(run.state, actions);
  let m = run.node;
  let y = run.observation;
  let code = 0;
  let i = buffer.length;
  while (i < limit && (code & endMask) === 0) {
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
    code = alias ^ ((alias ^ columns[at + 2]!) & ((((w << head) >>> head) - columns[at]!) >> 31));
    earned[i++] = rewards[(code & rewardMask) >>> rewardShift]!;
    fromState = code >>> rowShift;
    y = code & shownMask;
  }
  states[POLICY] = p0;
  states[POLICY + 1] = p1;
  states[POLICY + 2] = p2;
  states[POLICY + 3] = p3;
  states[ENVIRONMENT] = e0;
  states[ENVIRONMENT + 1] = e1;
  states[ENVIRONMENT + 2] = e2;
  states[ENVIRONMENT + 3] = e3;
  run.moveTo((fromState / actions) | 0, y, m, (code & endMask) !== 0);
  buffer.length = i;
}
