import type { Policy, Spaces } from '@pomdp-gym/contracts';
import { XoshiroBlock } from '@pomdp-gym/numerics';
import { BatchBuffer } from './batch-buffer.js';
import { LaneLoop } from './lane-loop.js';
import { KeptMemories } from './kept-memories.js';
import { type LaneLayout, LaneMemory } from './lane-memory.js';
import type { MoveReader } from './move-reader.js';
import { type KernelTask, TabularKernel } from './tabular-kernel.js';

/** A path of the kernel that stands in a lane of a memory. */
export interface Lane {
  readonly kernel: TabularKernel;
  readonly loop: LaneLoop;
  /** Has the columns of the lane. */
  readonly buffer: BatchBuffer;
}

const memories = new KeptMemories<LaneLayout, LaneMemory>((layout) => LaneMemory.for(layout));

/** Paths of one policy on one model that stand in one memory of WebAssembly. */
export class Lanes {
  private constructor(
    readonly paths: readonly Lane[],
    private readonly moves: MoveReader,
    private readonly memory: LaneMemory,
  ) {
    moves.onChange = (table) => memory.readPolicy(table);
  }

  /**
   * Undefined where there is no WebAssembly, or no memory for the tables; where the model is drawn in two stages; and where a stream is
   * another one than xoshiro128++.
   *
   * @param tasks at most four, with one sampler and one reader of moves.
   */
  static take(
    tasks: readonly KernelTask[],
    policy: Policy,
    spaces: Spaces,
    capacity: number,
  ): Lanes | undefined {
    const { sampler, moves } = tasks[0]!;
    const { outcomes } = sampler;
    const streams = tasks.flatMap(({ policyRandom: { block }, environmentRandom: { block: other } }) =>
      block instanceof XoshiroBlock && other instanceof XoshiroBlock
        ? [{ policyWords: block, environmentWords: other }]
        : [],
    );
    if (outcomes.kind !== 'joint' || streams.length < tasks.length) return undefined;
    const remembers = policy.memorySpace !== undefined;
    const memory = memories.take({
      outcomes,
      policy: moves.table,
      capacity,
      lanes: tasks.length,
      remembers,
    });
    if (!memory) return undefined;
    const paths = tasks.map((task, lane) => {
      const loop = new LaneLoop(memory, lane, sampler.model.actions, streams[lane]!);
      const buffer = new BatchBuffer(capacity, spaces, memory.columns(lane));
      return { kernel: new TabularKernel(task, loop), loop, buffer };
    });
    return new Lanes(paths, moves, memory);
  }

  /** Takes over the law of the policy as it stands. */
  updatePolicy(): void {
    this.moves.update();
  }

  /** Steps of all four paths, which have no end, in turn; the rest of those with a higher limit alone. */
  advance(limits: readonly number[]): void {
    const { kernel } = this.memory;
    const common = Math.min(...limits);
    for (const { loop, kernel: path } of this.paths) loop.enter(path.run);
    kernel.fourPaths(0, common);
    this.paths.forEach(({ loop, kernel: path, buffer }, lane) => {
      buffer.length = kernel.onePath(lane, common, limits[lane]!);
      loop.leave(path.run);
    });
  }

  /** Gives the memory back, once nobody reads the buffers any more. */
  end(): void {
    this.moves.end();
    memories.giveBack(this.memory);
  }
}
