import type { Policy, Spaces, StepBatch } from '@pomdp-gym/contracts';
import type { BatchBuffer } from './batch-buffer.js';
import { type Lane, Lanes } from './lanes.js';
import type { Path } from './path.js';
import { KERNEL_STEPS_A_TURN } from './steps-a-turn.js';
import type { KernelTask } from './tabular-kernel.js';

/** A path of the tabular kernel whose steps WebAssembly makes. */
class LanePath implements Path {
  readonly stepsATurn = KERNEL_STEPS_A_TURN;
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

/**
 * Which kernel makes the steps; `auto` is TypeScript for one path, WebAssembly for four in turn and for one with a learner that it can run,
 * from some hundred steps on.
 */
export type KernelChoice = 'auto' | 'wasm' | 'typescript';

/** The path in WebAssembly. Throws where that does not apply. */
export function lanePath(task: KernelTask, policy: Policy, environment: Spaces, capacity: number): Path {
  const lanes = Lanes.take([task], policy, environment, capacity);
  if (lanes) return new LanePath(lanes, lanes.paths[0]!);
  throw new RangeError(
    'The kernel in WebAssembly needs WebAssembly with vectors, a model whose outcomes are drawn jointly, and streams of numerics.',
  );
}
