import type { XoshiroBlock } from '@pomdp-gym/numerics';
import type { BatchBuffer } from './batch-buffer.js';
import { LANES, PLACES } from './frame-places.js';
import type { KernelRun } from './kernel-run.js';
import type { LaneMemory } from './lane-memory.js';
import type { StepLoop } from './step-loop.js';

/** The streams of a path that WebAssembly can go on with. */
interface XoshiroStreams {
  readonly policyWords: XoshiroBlock;
  readonly environmentWords: XoshiroBlock;
}

/** Steps of one lane in WebAssembly: the buffer has the columns of that lane. */
export class LaneLoop implements StepLoop {
  constructor(
    private readonly memory: LaneMemory,
    private readonly lane: number,
    private readonly actions: number,
    private readonly streams: XoshiroStreams,
  ) {}

  advance(run: KernelRun, buffer: BatchBuffer, limit: number): void {
    this.enter(run);
    buffer.length = this.memory.kernel.onePath(this.lane, buffer.length, limit);
    this.leave(run);
  }

  /** Writes where the path and its streams stand into the lane. */
  enter({ state, observation, node }: KernelRun): void {
    const { lane, streams } = this;
    const { frame } = this.memory;
    frame[PLACES.from + lane] = state * this.actions;
    frame[PLACES.shown + lane] = observation;
    frame[PLACES.node + lane] = node;
    frame[PLACES.ended + lane] = 0;
    streams.policyWords.writeState(frame, PLACES.policyWords + lane, LANES);
    streams.environmentWords.writeState(frame, PLACES.environmentWords + lane, LANES);
  }

  /** Reads where they stand. */
  leave(run: KernelRun): void {
    const { lane, streams } = this;
    const { frame } = this.memory;
    const state = frame[PLACES.from + lane]! / this.actions;
    run.moveTo(
      state,
      frame[PLACES.shown + lane]!,
      frame[PLACES.node + lane]!,
      frame[PLACES.ended + lane] !== 0,
    );
    streams.policyWords.readState(frame, PLACES.policyWords + lane, LANES);
    streams.environmentWords.readState(frame, PLACES.environmentWords + lane, LANES);
  }
}
