import type { FiniteModel } from '@pomdp-gym/contracts';
import type { JointOutcomes } from '@pomdp-gym/models';
import { aliasPlace, findOutcome } from '@pomdp-gym/numerics';
import type { BatchBuffer } from './batch-buffer.js';
import type { KernelRun } from './kernel-run.js';

/**
 * Adds steps to the buffer up to `limit`, with no call in the loop: each takes at most one word for the policy and one for the
 * transition, and the blocks hold as many. Everything the loop touches is a local: field reads would be half of its time.
 */
export function runJoint(
  run: KernelRun,
  buffer: BatchBuffer,
  { actions, terminal }: FiniteModel,
  { rows, rewards, rewardBits, stateShift }: JointOutcomes,
  limit: number,
): void {
  const { policy, policyWords, environmentWords } = run;
  const { observations, width, thresholds, actionOf, nodeOf } = policy;
  const { heads, thresholds: shares, outcomes } = rows;
  const [policyBlock, environmentBlock] = [policyWords.words, environmentWords.words];
  const [observed, acted, earned] = [buffer.observations.values, buffer.actions.values, buffer.rewards];
  const [before, after] = [buffer.memory?.before.values, buffer.memory?.after.values];
  const [rewardMask, shownMask] = [2 ** rewardBits - 1, 2 ** stateShift - 1];
  let [p, e] = [policyWords.position, environmentWords.position];
  let [s, y, m] = [run.state, run.observation, run.node];
  let seen = m * observations;
  let ended = false;
  let i = buffer.length;
  while (i < limit && !ended) {
    const row = (seen + y) * width;
    const move = findOutcome(thresholds, row, row + width, policyBlock[p++]!) - row;
    const u = actionOf[move]!;
    observed[i] = y;
    acted[i] = u;
    if (before !== undefined) {
      before[i] = m;
      after![i] = m = nodeOf[move]!;
      seen = m * observations;
    }
    const head = heads[s * actions + u]!;
    const code = outcomes[aliasPlace(head, shares, environmentBlock[e]!)]!;
    e += Number((head & 31) > 0);
    s = code >>> stateShift;
    y = (code & shownMask) >>> rewardBits;
    earned[i++] = rewards[code & rewardMask]!;
    ended = terminal !== undefined && terminal[s] === 1;
  }
  [policyWords.position, environmentWords.position] = [p, e];
  [run.state, run.observation, run.node, run.ended] = [s, y, m, ended];
  buffer.length = i;
}
