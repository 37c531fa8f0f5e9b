import type { JointOutcomes } from '@pomdp-gym/models';
import type { BatchColumns } from './batch-buffer.js';
import { instantiateKernel, type KernelExports, type KernelMemory } from './compiled-kernel.js';
import { FRAME_WORDS, PLACES } from './frame-places.js';
import type { KeptMemory } from './kept-memories.js';
import { modelEnd, padded, writeModel } from './model-tables.js';
import type { MoveTable } from './move-table.js';

const PAGE = 2 ** 16;
/** Rows between the lanes of a column beyond those that are used: at a distance of a power of two they would share lines of a cache. */
const APART = 80;

/** What a memory is laid out for. */
export interface LaneLayout {
  readonly outcomes: JointOutcomes;
  readonly policy: MoveTable;
  /** Steps a batch can hold. */
  readonly capacity: number;
  readonly lanes: number;
  readonly remembers: boolean;
}

/**
 * A memory of WebAssembly in which up to four paths stand, each in a lane: tables of a model, of a policy, and columns of batches,
 * which it lends. Places are as in assembly/frame.ts.
 */
export class LaneMemory implements KeptMemory<LaneLayout> {
  /** The frame of the kernel. */
  readonly frame: Int32Array;
  /** The tables that the memory holds. */
  private loaded: JointOutcomes | undefined;
  private capacity = 0;

  private constructor(
    private readonly memory: KernelMemory,
    readonly kernel: KernelExports,
  ) {
    this.frame = new Int32Array(memory.buffer, 0, FRAME_WORDS);
  }

  /** Has room for such a layout, and half as much again; undefined where there is no WebAssembly, or no memory left. */
  static for(layout: LaneLayout): LaneMemory | undefined {
    const kernel = instantiateKernel(Math.ceil((1.5 * placesOf(layout).end) / PAGE));
    return kernel && new LaneMemory(kernel.memory, kernel.exports);
  }

  holds(outcomes: JointOutcomes): boolean {
    return this.loaded === outcomes;
  }

  hasRoom(layout: LaneLayout): boolean {
    return placesOf(layout).end <= this.memory.buffer.byteLength;
  }

  /** Writes the tables. Columns that were lent before are overwritten. */
  arrange(layout: LaneLayout): void {
    const { outcomes, policy, capacity, remembers } = layout;
    const { moves, earned, whole, column } = placesOf(layout);
    if (!this.holds(outcomes)) writeModel(this.memory.buffer, this.frame, outcomes);
    this.loaded = outcomes;
    this.capacity = capacity;
    const { frame } = this;
    frame[PLACES.rows] = capacity + APART;
    frame[PLACES.moves] = moves;
    frame[PLACES.earned] = earned;
    frame[PLACES.observed] = whole;
    frame[PLACES.acted] = whole + column;
    frame[PLACES.before] = remembers ? whole + 2 * column : 0;
    frame[PLACES.after] = remembers ? whole + 3 * column : 0;
    this.readPolicy(policy);
  }

  /** Takes over the law of a policy, of as many numbers as that which it was laid out for. */
  readPolicy({ k, columns, actionBits, observations }: MoveTable): void {
    this.frame[PLACES.moveBits] = k;
    this.frame[PLACES.actionBits] = actionBits;
    this.frame[PLACES.observations] = observations;
    this.ints(this.frame[PLACES.moves]!, columns.length).set(columns);
  }

  /** The part of the columns that a lane fills. */
  columns(lane: number): BatchColumns {
    const { frame, capacity } = this;
    const first = lane * frame[PLACES.rows]!;
    const column = (place: number) => ({
      width: 0,
      values: this.ints(frame[place]! + 4 * first, capacity),
    });
    return {
      observations: column(PLACES.observed),
      actions: column(PLACES.acted),
      rewards: new Float64Array(this.memory.buffer, frame[PLACES.earned]! + 8 * first, capacity),
      memory:
        frame[PLACES.before] === 0
          ? undefined
          : { before: column(PLACES.before), after: column(PLACES.after) },
    };
  }

  private ints(at: number, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, at, length);
  }
}

/** Where the moves of the policy lie, rewards, the other columns, one of these behind another; all in bytes. */
function placesOf({ outcomes, policy, capacity, lanes, remembers }: LaneLayout) {
  const column = padded(4 * (capacity + APART) * lanes);
  const moves = modelEnd(outcomes);
  const earned = moves + padded(policy.columns.byteLength);
  const whole = earned + 2 * column;
  return { moves, earned, whole, column, end: whole + (remembers ? 4 : 2) * column };
}
