import type { FiniteModel } from '@pomdp-gym/contracts';
import type { StagedOutcomes } from '@pomdp-gym/models';
import { aliasPlace, findOutcome } from '@pomdp-gym/numerics';
import type { BatchBuffer } from './batch-buffer.js';
import type { KernelRun } from './kernel-run.js';

/** As `runJoint`, for models whose steps are drawn in two stages; words for the environment are drawn ahead as they are needed. */
export function runStaged(
  run: KernelRun,
  buffer: BatchBuffer,
  { actions, terminal }: FiniteModel,
  tables: StagedOutcomes,
  limit: number,
): void {
  const { policy, policyWords, environmentWords } = run;
  const { observations, width, thresholds, actionOf, nodeOf } = policy;
  const { transitions, successors, rewards, shown, observedRewards, emitted, firstEmitted } = tables;
  const { heads: shownHeads, thresholds: shownShares, outcomes: shownOutcomes } = tables.observations;
  const [policyBlock, words] = [policyWords.words, environmentWords.words];
  const [observed, acted, earned] = [buffer.observations.values, buffer.actions.values, buffer.rewards];
  const [before, after] = [buffer.memory?.before.values, buffer.memory?.after.values];
  let p = policyWords.position;
  let [s, y, m] = [run.state, run.observation, run.node];
  let ended = false;
  let i = buffer.length;
  while (i < limit && !ended) {
    const row = (m * observations + y) * width;
    const move = findOutcome(thresholds, row, row + width, policyBlock[p++]!) - row;
    const u = actionOf[move]!;
    observed[i] = y;
    acted[i] = u;
    if (before !== undefined) {
      before[i] = m;
      after![i] = m = nodeOf[move]!;
    }
    const head = transitions.heads[s * actions + u]!;
    if (environmentWords.position === words.length) environmentWords.refill();
    const k =
      transitions.outcomes[aliasPlace(head, transitions.thresholds, words[environmentWords.position]!)]!;
    environmentWords.position += Number((head & 31) > 0);
    s = successors[k]!;
    earned[i] = rewards[k]!;
    y = shown[k]!;
    if (y < 0) {
      const to = s * actions + u;
      if (environmentWords.position === words.length) environmentWords.refill();
      const place = aliasPlace(shownHeads[to]!, shownShares, words[environmentWords.position++]!);
      const j = shownOutcomes[place]!;
      y = emitted[j]!;
      const base = observedRewards === undefined ? -1 : observedRewards.offsets[k]!;
      if (base >= 0) earned[i] = observedRewards!.values[base + j - firstEmitted[to]!]!;
    }
    ended = terminal !== undefined && terminal[s] === 1;
    i++;
  }
  policyWords.position = p;
  [run.state, run.observation, run.node, run.ended] = [s, y, m, ended];
  buffer.length = i;
}
