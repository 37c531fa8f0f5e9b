import { computed } from '@preact/signals';
import type { EngineLane, LaneState } from './engine-lane.js';

/** What the page shows of the computations of several lanes together. */
export class LaneGroup implements LaneState {
  readonly pending = computed(() => this.lanes.reduce((sum, { pending }) => sum + pending.value, 0));
  readonly fault = computed(() => this.lanes.find(({ fault }) => fault.value)?.fault.value ?? null);

  constructor(private readonly lanes: readonly EngineLane[]) {}

  /** Removes the faults of earlier calls. */
  forgetFaults(): void {
    for (const lane of this.lanes) lane.forgetFault();
  }

  stop(): void {
    for (const lane of this.lanes) lane.stop();
  }
}
