import type { Policy, Spaces, StepBatch } from '@pomdp-gym/contracts';
import type { BatchBuffer } from './batch-buffer.js';
import { type Lane, Lanes } from './lanes.js';
import type { Path } from './path.js';
import type { KernelTask } from './tabular-kernel.js';

/** A path of the tabular kernel whose steps WebAssembly makes. */
class LanePath implements Path {
  readonly buffer: BatchBuffer;

  constructor(
    private readonly lanes: Lanes,
    private readonly lane: Lane,
  ) {
    this.buffer = lane.buffer;
  }

  fill(buffer: BatchBuffer, limit: number): StepBatch {
    return this.lane.kernel.fill(buffer, limit);
  }

  end(): void {
    this.lanes.end();
  }
}

/** Steps from which on WebAssembly repays the tables that are written for it. */
const LEAST_STEPS = 2 ** 17;
/** Steps a batch from which on it repays the streams that are carried over for each. */
const LEAST_BATCH = 512;

/** Which kernel is to make the steps. */
export type KernelChoice = 'auto' | 'wasm' | 'typescript';

/** What decides whether WebAssembly makes the steps of a path. */
interface LaneSettings {
  readonly kernel?: KernelChoice;
  readonly environment: Spaces;
  readonly policy: Policy;
  readonly steps: number;
}

/** The path in WebAssembly, where it is asked for, or is worth it; undefined elsewhere. Throws where it is asked for in vain. */
export function lanePath(task: KernelTask, settings: LaneSettings, capacity: number): Path | undefined {
  const { kernel = 'auto', environment, policy, steps } = settings;
  const isWorthIt = steps >= LEAST_STEPS && capacity >= LEAST_BATCH && !task.sampler.model.terminal;
  if (kernel === 'typescript' || (kernel === 'auto' && !isWorthIt)) return undefined;
  const lanes = Lanes.take([task], policy, environment, capacity);
  if (lanes) return new LanePath(lanes, lanes.paths[0]!);
  if (kernel === 'auto') return undefined;
  throw new RangeError(
    'The kernel in WebAssembly needs WebAssembly with vectors, a model whose outcomes are drawn jointly, and streams of numerics.',
  );
}
