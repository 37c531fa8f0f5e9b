import { recordOf, runEvents, runsOf, runState, untilAborted, waiting } from '@pomdp-gym/experiment';
import type { CallContext } from './call-context.js';
import type { SeedsQuestion } from './calls.js';
import { OpenedStudy } from './opened-study.js';
import { studyOfSeeds } from './run-recipe.js';

/** Runs a recipe over seeds, one after another, and emits the study as it stands after each. */
export async function runSeeds(
  { recipe, count }: SeedsQuestion,
  { registry, opened, emit, signal }: CallContext,
): Promise<void> {
  const study = studyOfSeeds(recipe, count, registry);
  const shown = new OpenedStudy(study);
  const clock = () => performance.now() / 1000;
  const runs = runsOf(study);
  for (const [run, description] of runs.entries()) {
    let state = waiting;
    const events = runEvents(description, registry, undefined, { clock });
    await untilAborted(events, signal, (event) => (state = runState(state, event)));
    signal.throwIfAborted();
    shown.take(recordOf(run, description, state));
    opened.study = shown;
    shown.isWhole = run === runs.length - 1;
    emit({ kind: 'study', study: shown.overview() });
  }
}
