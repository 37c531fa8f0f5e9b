import type { RunRecord } from './run-record.js';

/** Why a run ended, in a phrase that follows "ended:" or "it ended where it began:". */
export function whyEnded({ ended, moved }: Pick<RunRecord, 'ended' | 'moved'>): string {
  if (ended === 'budget') return moved === false ? 'budget spent before θ moved' : 'budget spent';
  if (ended === 'episodes' || ended === 'seconds') return `${ended} spent`;
  return ended === null || ended === 'finished' ? 'the agent was done' : ended;
}
