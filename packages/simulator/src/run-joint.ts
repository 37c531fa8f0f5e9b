import type { JointOutcomes } from '@pomdp-gym/models';
import type { BatchBuffer } from './batch-buffer.js';
import type { KernelRun } from './kernel-run.js';

/**
 * Adds steps of a model with joint outcomes to the buffer, up to `limit`. Each takes one word for the policy and at most one for the
 * transition: the blocks have to hold as many. The draws are those of `aliasOutcome`.
 *
 * Everything the loop touches is a local: field reads would be half of its time. All numbers in it are of 32 bits for V8 too, which a
 * mask made with `**` is not.
 */
export function runJoint(
  run: KernelRun,
  buffer: BatchBuffer,
  tables: JointOutcomes,
  actions: number,
  limit: number,
): void {
  const { policyWords, environmentWords } = run;
  const { k, columns: moves, actionBits, observations } = run.policy;
  const { rewards, rewardShift, endShift, rowShift } = tables;
  const { heads, columns } = tables.rows;
  const policyBlock = policyWords.words;
  const environmentBlock = environmentWords.words;
  const observed = buffer.observations.values;
  const acted = buffer.actions.values;
  const earned = buffer.rewards;
  const before = buffer.memory?.before.values;
  const after = buffer.memory?.after.values;
  const actionMask = (1 << actionBits) - 1;
  const shownMask = (1 << rewardShift) - 1;
  const rewardMask = (1 << endShift) - 1;
  const endMask = 1 << endShift;
  let p = policyWords.position;
  let e = environmentWords.position;
  let fromState = Math.imul(run.state, actions);
  let m = run.node;
  let y = run.observation;
  let code = 0;
  let i = buffer.length;
  while (i < limit && (code & endMask) === 0) {
    const v = policyBlock[p++]!;
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
    const w = environmentBlock[e]!;
    const at = Math.imul((head >>> 5) + ((w >>> 1) >>> ~head), 3);
    const alias = columns[at + 1]!;
    code = alias ^ ((alias ^ columns[at + 2]!) & ((((w << head) >>> head) - columns[at]!) >> 31));
    e += ((head & 31) + 31) >>> 5;
    earned[i++] = rewards[(code & rewardMask) >>> rewardShift]!;
    fromState = code >>> rowShift;
    y = code & shownMask;
  }
  policyWords.position = p;
  environmentWords.position = e;
  run.moveTo((fromState / actions) | 0, y, m, (code & endMask) !== 0);
  buffer.length = i;
}
