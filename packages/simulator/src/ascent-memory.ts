import type { LinearPreferences, TraceAscent } from '@pomdp-gym/contracts';
import type { JointOutcomes } from '@pomdp-gym/models';
import { columnBits, expTables } from '@pomdp-gym/numerics';
import type { BatchColumns } from './batch-buffer.js';
import { instantiateKernel, type KernelExports, type KernelMemory } from './compiled-kernel.js';
import { FRAME_WORDS, PLACES } from './frame-places.js';
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
export class AscentMemory {
  /** The frame of the path, which stands in lane 0. */
  readonly frame: Int32Array;
  private readonly theta: Float64Array;
  private readonly trace: Float64Array;
  /** β, γ, the decay, t, R, r̄, and the numbers of `exp`. */
  private readonly numbers: Float64Array;

  private constructor(
    private readonly layout: AscentLayout,
    private readonly memory: KernelMemory,
    readonly kernel: KernelExports,
  ) {
    const { buffer } = memory;
    const places = placesOf(layout);
    const { length } = layout.ascent.trace;
    this.frame = new Int32Array(buffer, 0, FRAME_WORDS);
    this.theta = new Float64Array(buffer, places.theta, length);
    this.trace = new Float64Array(buffer, places.trace, length);
    this.numbers = new Float64Array(buffer, ASCENT, FLOATS);
    writeModel(buffer, this.frame, layout.outcomes);
    this.writeTables(places);
  }

  /** Undefined where there is no WebAssembly, or no memory left. */
  static for(layout: AscentLayout): AscentMemory | undefined {
    const kernel = instantiateKernel(Math.ceil(placesOf(layout).end / PAGE));
    return kernel && new AscentMemory(layout, kernel.memory, kernel.exports);
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

  private writeTables(places: Places): void {
    const { buffer } = this.memory;
    const { ascent, preferences } = this.layout;
    const { features, actions } = preferences;
    const { stepsAUnit, step, upper, lower } = expTables;
    this.numbers.set([ascent.beta, ascent.step, ascent.decay]);
    this.numbers.set([stepsAUnit, ...step], 6);
    new Float64Array(buffer, places.upper, upper.length).set(upper);
    new Float64Array(buffer, places.lower, lower.length).set(lower);
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
    theta: room(8 * ascent.trace.length),
    trace: room(8 * ascent.trace.length),
    probabilities: room(8 * actions),
    shares: room(8 * actions),
    weights: room(8 * columns),
    small: room(4 * columns),
    large: room(4 * columns),
    upper: room(expTables.upper.byteLength),
    lower: room(expTables.lower.byteLength),
    offsets: room(features.offsets.byteLength),
    indices: room(features.indices.byteLength),
    values: room(features.values.byteLength),
    observed: room(4 * capacity),
    acted: room(4 * capacity),
    earned: room(8 * capacity),
  };
  return { ...places, end };
}
