import type { Reference, RunDescription, RunEvent, RunObserver } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';

/** The observers of one run as one: each sees every event, and the run is done once all have completed. */
export class Observers implements RunObserver {
  private readonly observers: readonly RunObserver[];
  private over = false;

  constructor(trackers: readonly Reference[], run: RunDescription, registry: Registry) {
    this.observers = trackers.map((tracker) => registry.create('tracker', tracker).observe(run));
  }

  get some(): boolean {
    return this.observers.length > 0;
  }

  next(event: RunEvent): void {
    for (const observer of this.observers) observer.next(event);
  }

  error(error: unknown): void {
    if (this.over) return;
    this.over = true;
    for (const observer of this.observers) observer.error(error);
  }

  async complete(): Promise<void> {
    this.over = true;
    await Promise.all(this.observers.map(async (observer) => observer.complete()));
  }
}
