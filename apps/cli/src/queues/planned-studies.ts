import type { QueueStore, StudyPlan } from '@pomdp-gym/experiment';
import { note } from '../terminal/terminal.js';

/** The studies of a store that this version can read; of each other one it says why on standard error. */
export function plannedStudies(store: QueueStore): Promise<readonly StudyPlan[]> {
  return store.studies((problem) => note(`A study in the queue is left out: ${problem}`));
}
