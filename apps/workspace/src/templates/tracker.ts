import { type RunObserver, type Tracker, tracker } from '@pomdp-gym/contracts';
import { z } from 'zod';

/** Counts the events of each run by their kind. */
class EventCounts implements Tracker {
  /** The counts of every run that has completed. */
  readonly completed: ReadonlyMap<string, number>[] = [];

  observe(): RunObserver {
    const counts = new Map<string, number>();
    return {
      next: ({ kind }) => void counts.set(kind, (counts.get(kind) ?? 0) + 1),
      error: () => undefined,
      complete: () => void this.completed.push(counts),
    };
  }
}

export const template = tracker({
  id: 'template',
  summary: 'Counts the events of each run by their kind.',
  options: z.strictObject({}),
  create: (): Tracker => new EventCounts(),
});
