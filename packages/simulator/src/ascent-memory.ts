import type { LinearPreferences, TraceAscent } from '@pomdp-gym/contracts';
import type { JointOutcomes } from '@pomdp-gym/models';
import { columnBits, expTables } from '@pomdp-gym/numerics';
import type { BatchColumns } from './batch-buffer.js';
import { instantiateKernel, type KernelExports, type KernelMemory } from './compiled-kernel.js';
import { FRAME_WORDS, PLACES } from './frame-places.js';
import type { KeptMemory } from './kept-memories.js';
import { modelEnd, padded, writeModel } from './model-tables.js';

const PAGE = 2 ** 16;
/** Where the frame of assembly/ascent.ts begins, in bytes, and how many floats and words it has. */
const ASCENT = 512;
const FLOATS = 10;
const WORDS = 17;

/** What a memory is laid out for. */
export interface AscentLayout {
  readonly outcomes: JointOutcomes;
  readonly preferences: LinearPreferences;
  readonly ascent: TraceAscent;
  /** Steps a batch can hold. */
  readonly capacity: number;
}

/** A memory of WebAssembly in which θ of a softmax policy climbs along one path. Places are as in assembly/ascent.ts. */
export class AscentMemory implements KeptMemory<AscentLayout> {
  /** The frame of the path, which stands in lane 0. */
  readonly frame: Int32Array;
  /** β, γ, the decay, t, R, r̄, and the numbers of `exp`. */
  private readonly numbers: Float64Array;
  /** The tables that the memory holds. */
  private loaded: JointOutcomes | undefined;
  private theta = new Float64Array(0);
  private trace = new Float64Array(0);

  private constructor(
    private layout: AscentLayout,
    private readonly memory: KernelMemory,
    readonly kernel: KernelExports,
  ) {
    const { buffer } = memory;
    this.frame = new Int32Array(buffer, 0, FRAME_WORDS);
    this.numbers = new Float64Array(buffer, ASCENT, FLOATS);
  }

  /** Has room for such a layout, and half as much again; undefined where there is no WebAssembly, or no memory left. */
  static for(layout: AscentLayout): AscentMemory | undefined {
    const kernel = instantiateKernel(Math.ceil((1.5 * placesOf(layout).end) / PAGE));
    return kernel && new AscentMemory(layout, kernel.memory, kernel.exports);
  }

  holds(outcomes: JointOutcomes): boolean {
    return this.loaded === outcomes;
  }

  hasRoom(layout: AscentLayout): boolean {
    return placesOf(layout).end <= this.memory.buffer.byteLength;
  }

  arrange(layout: AscentLayout): void {
    const { buffer } = this.memory;
    const { outcomes, ascent } = layout;
    const places = placesOf(layout);
    const { length } = ascent.trace;
    if (!this.holds(outcomes)) this.writeModel(outcomes, places);
    this.layout = layout;
    for (const place of [places.theta, places.trace])
      new Float64Array(buffer, place, padded(8 * length) / 8).fill(0);
    this.theta = new Float64Array(buffer, places.theta, length);
    this.trace = new Float64Array(buffer, places.trace, length);
    this.writeTables(places);
  }

  /** Takes θ, the trace and the progress over from the learner. */
  enter(): void {
    const { policy, trace, progress } = this.layout.ascent;
    this.theta.set(policy.parameters);
    this.trace.set(trace);
    this.numbers.set([progress.steps, progress.largest, progress.meanReward], 3);
  }

  /** Gives them back. */
  leave(): void {
    const { policy, trace, progress } = this.layout.ascent;
    policy.parameters.set(this.theta);
    trace.set(this.trace);
    progress.steps = this.numbers[3]!;
    progress.largest = this.numbers[4]!;
    progress.meanReward = this.numbers[5]!;
  }

  columns(): BatchColumns {
    const { buffer } = this.memory;
    const { capacity } = this.layout;
    const { observed, acted, earned } = placesOf(this.layout);
    return {
      observations: { width: 0, values: new Int32Array(buffer, observed, capacity) },
      actions: { width: 0, values: new Int32Array(buffer, acted, capacity) },
      rewards: new Float64Array(buffer, earned, capacity),
      memory: undefined,
    };
  }

  /** What stays where it is as long as the model is the same. */
  private writeModel(outcomes: JointOutcomes, { upper, lower }: Places): void {
    const { buffer } = this.memory;
    writeModel(buffer, this.frame, outcomes);
    new Float64Array(buffer, upper, expTables.upper.length).set(expTables.upper);
    new Float64Array(buffer, lower, expTables.lower.length).set(expTables.lower);
    this.loaded = outcomes;
  }

  private writeTables(places: Places): void {
    const { buffer } = this.memory;
    const { ascent, preferences } = this.layout;
    const { features, actions } = preferences;
    const { stepsAUnit, step } = expTables;
    this.numbers.set([ascent.beta, ascent.step, ascent.decay]);
    this.numbers.set([stepsAUnit, ...step], 6);
    new Int32Array(buffer, places.offsets, features.offsets.length).set(features.offsets);
    new Int32Array(buffer, places.indices, features.indices.length).set(features.indices);
    new Float64Array(buffer, places.values, features.values.length).set(features.values);
    for (const name of ['observed', 'acted', 'earned'] as const) this.frame[PLACES[name]] = places[name];
    new Int32Array(buffer, ASCENT + 8 * FLOATS, WORDS).set([
      ...[places.upper, places.lower, places.theta, places.trace, Math.ceil(ascent.trace.length / 2)],
      ...[places.probabilities, places.shares, places.offsets, places.indices, places.values],
      ...[features.columns, actions, Number(ascent.isRelative), Number(ascent.subtractsMean)],
      ...[places.weights, places.small, places.large],
    ]);
  }
}

type Places = ReturnType<typeof placesOf>;

/** Where everything lies, in bytes, one behind another. */
function placesOf({ outcomes, preferences, ascent, capacity }: AscentLayout) {
  const { features, actions } = preferences;
  let end = modelEnd(outcomes);
  const room = (bytes: number) => {
    const place = end;
    end += padded(bytes);
    return place;
  };
  const columns = 2 ** columnBits(actions);
  const places = {
    upper: room(expTables.upper.byteLength),
    lower: room(expTables.lower.byteLength),
    theta: room(8 * ascent.trace.length),
    trace: room(8 * ascent.trace.length),
    probabilities: room(8 * actions),
    shares: room(8 * actions),
    weights: room(8 * columns),
    small: room(4 * columns),
    large: room(4 * columns),
    offsets: room(features.offsets.byteLength),
    indices: room(features.indices.byteLength),
    values: room(features.values.byteLength),
    observed: room(4 * capacity),
    acted: room(4 * capacity),
    earned: room(8 * capacity),
  };
  return { ...places, end };
}

/** Bytes that a path writes before its first step: those of the model only where no memory holds them yet. */
export function bytesToWrite(layout: AscentLayout, isHeld: boolean): number {
  const { observed, theta } = placesOf(layout);
  return observed - (isHeld ? theta : 0);
}
