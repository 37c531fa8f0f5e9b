import type { FiniteModel } from '@pomdp-gym/contracts';
import type { StagedOutcomes } from '@pomdp-gym/models';
import { aliasOutcome } from '@pomdp-gym/numerics';
import type { BatchBuffer } from './batch-buffer.js';
import type { KernelRun } from './kernel-run.js';

/** As `runJoint`, for models whose steps are drawn in two stages; words for the environment are drawn ahead as they are needed. */
export function runStaged(
  run: KernelRun,
  buffer: BatchBuffer,
  tables: StagedOutcomes,
  { actions, terminal }: FiniteModel,
  limit: number,
): void {
  const { policyWords, environmentWords: ahead } = run;
  const { k, columns, actionBits, observations } = run.policy;
  const { transitions, successors, rewards, shown, observedRewards, emitted, firstEmitted } = tables;
  const { heads: shownHeads, columns: shownColumns } = tables.observations;
  const words = ahead.words;
  const observed = buffer.observations.values;
  const acted = buffer.actions.values;
  const earned = buffer.rewards;
  const before = buffer.memory?.before.values;
  const after = buffer.memory?.after.values;
  let { state: s, observation: y, node: m, ended } = run;
  let p = policyWords.position;
  let i = buffer.length;
  while (i < limit && !ended) {
    const policyRow = ((m * observations + y) << (5 + k)) | k;
    const move = aliasOutcome(policyRow, columns, policyWords.words[p++]!);
    const u = move & ((1 << actionBits) - 1);
    observed[i] = y;
    acted[i] = u;
    if (before !== undefined) {
      before[i] = m;
      after![i] = m = move >>> actionBits;
    }
    if (ahead.position === words.length) ahead.refill();
    const head = transitions.heads[s * actions + u]!;
    const t = aliasOutcome(head, transitions.columns, words[ahead.position]!);
    ahead.position += (head & 31) > 0 ? 1 : 0;
    s = successors[t]!;
    earned[i] = rewards[t]!;
    y = shown[t]!;
    if (y < 0) {
      const to = s * actions + u;
      if (ahead.position === words.length) ahead.refill();
      const j = aliasOutcome(shownHeads[to]!, shownColumns, words[ahead.position++]!);
      y = emitted[j]!;
      const base = observedRewards === undefined ? -1 : observedRewards.offsets[t]!;
      if (base >= 0) earned[i] = observedRewards!.values[base + j - firstEmitted[to]!]!;
    }
    ended = terminal !== undefined && terminal[s] === 1;
    i++;
  }
  policyWords.position = p;
  run.moveTo(s, y, m, ended);
  buffer.length = i;
}
