import { computed } from '@preact/signals';
import type { EngineLane, LaneState } from './engine-lane.js';

/** What the page shows of the computations of several lanes together. */
export class LaneGroup implements LaneState {
  readonly pending = computed(() => this.lanes.reduce((sum, { pending }) => sum + pending.value, 0));
  readonly fault = computed(() => this.lanes.find(({ fault }) => fault.value)?.fault.value ?? null);

  constructor(private readonly lanes: readonly EngineLane[]) {}

  has(lane: EngineLane): boolean {
    return this.lanes.includes(lane);
  }

  /** Removes the faults of earlier calls. */
  forgetFaults(): void {
    for (const { fault } of this.lanes) fault.value = null;
  }

  stop(): void {
    for (const lane of this.lanes) lane.stop();
  }
}
