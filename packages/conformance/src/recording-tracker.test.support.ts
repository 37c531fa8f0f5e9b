import type { RunDescription, RunEvent, RunObserver, Tracker } from '@pomdp-gym/contracts';

/** Keeps the lines of every run in the list that it is given. */
export class RecordingTracker implements Tracker {
  constructor(readonly lines: string[] = []) {}

  observe({ seed }: RunDescription): RunObserver {
    const kept: string[] = [];
    return {
      next: (event) => this.take(kept, event),
      error: () => undefined,
      complete: () => void this.lines.push(`seed ${seed}: ${kept.join(', ')}`),
    };
  }

  protected take(kept: string[], event: RunEvent): void {
    kept.push('averageReward' in event ? `${event.kind} ${event.averageReward}` : event.kind);
  }
}
