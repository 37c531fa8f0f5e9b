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
import type { SeedsQuestion } from './calls.js';
import { overviewOf } from './results-overview.js';
import { studyOfSeeds } from './run-recipe.js';

/** Runs a recipe over seeds, one after another, and emits the study as it stands after each. */
export async function runSeeds(
  { recipe, count }: SeedsQuestion,
  { registry, emit, signal }: CallContext,
): Promise<void> {
  const study = studyOfSeeds(recipe, count, registry);
  const records: RunRecord[] = [];
  const clock = () => performance.now() / 1000;
  for (const [run, description] of runsOf(study).entries()) {
    let state = waiting;
    const events = runEvents(description, registry, undefined, { clock });
    await untilAborted(events, signal, (event) => (state = runState(state, event)));
    signal.throwIfAborted();
    records.push(recordOf(run, description, state));
    emit(overviewOf(study, records));
  }
}
