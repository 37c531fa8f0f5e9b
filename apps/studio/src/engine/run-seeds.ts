import type { RunDescription } from '@pomdp-gym/contracts';
import {
  recordOf,
  type RunRecord,
  runEvents,
  runsOf,
  runState,
  untilAborted,
  waiting,
} from '@pomdp-gym/experiment';
import type { CallContext } from './call-context.js';
import type { Calls } from './calls.js';
import { OpenedStudy } from './opened-study.js';
import { studyOfSeeds } from './run-recipe.js';

/** Runs a recipe over seeds, one after another, but those that are known; emits each run, and the study as it stands after it. */
export async function runSeeds(
  { recipe, count, known, isStopped }: Calls['seeds']['argument'],
  { registry, opened, optima, emit, signal }: CallContext,
): Promise<void> {
  const study = studyOfSeeds(recipe, count, registry);
  const shown = new OpenedStudy(study, optima);
  const show = () => {
    opened.study = shown;
    shown.isWhole = shown.done === count;
    emit({ kind: 'study', study: shown.overview() });
  };
  for (const record of known) shown.take(record);
  if (known.length > 0 || isStopped) show();
  if (isStopped) return;
  const isKnown = new Set(known.map(({ run }) => run));
  for (const [run, description] of runsOf(study).entries()) {
    if (isKnown.has(run)) continue;
    const record = await recordOfRun(run, description, registry, signal);
    shown.take(record);
    emit({ kind: 'run', record });
    show();
  }
}

async function recordOfRun(
  run: number,
  description: RunDescription,
  registry: CallContext['registry'],
  signal: AbortSignal,
): Promise<RunRecord> {
  let state = waiting;
  const clock = () => performance.now() / 1000;
  const events = runEvents(description, registry, undefined, { clock });
  await untilAborted(events, signal, (event) => (state = runState(state, event)));
  signal.throwIfAborted();
  return recordOf(run, description, state);
}
