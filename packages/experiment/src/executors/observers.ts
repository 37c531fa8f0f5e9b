import {
  InputError,
  type Reference,
  type RunDescription,
  type RunEvent,
  type RunObserver,
  type Tracker,
} from '@pomdp-gym/contracts';

/** Makes a tracker. */
export type MakeTracker = (tracker: Reference) => Tracker;

/** The observers of one run as one: each sees every event, and the run is done once all have completed. */
export class Observers implements RunObserver {
  private readonly observers: readonly RunObserver[];
  private over = false;

  /** @param make makes a tracker; it may be left out where there are none. */
  constructor(trackers: readonly Reference[], run: RunDescription, make: MakeTracker | undefined) {
    this.observers = trackers.map((tracker) => {
      if (!make) throw new InputError(`There is nothing here to make the tracker ${tracker.id} with.`);
      return make(tracker).observe(run);
    });
  }

  get some(): boolean {
    return this.observers.length > 0;
  }

  next(event: RunEvent): void {
    if (this.over) return;
    for (const observer of this.observers) observer.next(event);
  }

  /** Nothing follows; each of them is called, whatever another one throws. */
  error(error: unknown): void {
    if (this.over) return;
    this.over = true;
    const thrown: unknown[] = [];
    for (const observer of this.observers) {
      try {
        observer.error(error);
      } catch (fault) {
        thrown.push(fault);
      }
    }
    if (thrown.length > 0) throw thrown[0];
  }

  async complete(): Promise<void> {
    this.over = true;
    await Promise.all(this.observers.map(async (observer) => observer.complete()));
  }
}
