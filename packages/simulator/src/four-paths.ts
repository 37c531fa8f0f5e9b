import type { Policy, Spaces, StepBatch } from '@pomdp-gym/contracts';
import { LANES } from './frame-places.js';
import { Lanes } from './lanes.js';
import type { KernelTask } from './tabular-kernel.js';

/** What four paths are made from that WebAssembly steps in turn. */
export interface FourPathsTask {
  /** Four, with one sampler, one reader of moves and one limit of episodes. */
  readonly tasks: readonly KernelTask[];
  /** The steps of each. */
  readonly steps: readonly number[];
  readonly policy: Policy;
  readonly environment: Spaces;
  readonly batchSize: number;
}

/**
 * Four paths whose steps WebAssembly makes in turn: what one path waits for, reads of memory that depend on one another, the others fill.
 * Each has the batches that it has alone.
 */
export class FourPaths {
  private constructor(
    private readonly lanes: Lanes,
    private readonly batchSize: number,
    private readonly remaining: number[],
  ) {}

  /** Undefined where the kernel in WebAssembly does not apply, episodes end by themselves, or the policy has a memory. */
  static take({ tasks, steps, policy, environment, batchSize }: FourPathsTask): FourPaths | undefined {
    const { sampler } = tasks[0]!;
    if (tasks.length !== LANES || sampler.model.terminal || policy.memorySpace) return undefined;
    const lanes = Lanes.take(tasks, policy, environment, Math.min(batchSize, Math.max(...steps)));
    return lanes && new FourPaths(lanes, batchSize, [...steps]);
  }

  /** Fills a batch of each path that has steps left and passes them on; returns how many steps all have left. */
  fill(take: (path: number, batch: StepBatch) => void): number {
    const { lanes, remaining } = this;
    lanes.updatePolicy();
    const limits = lanes.paths.map(({ kernel, buffer }, path) =>
      remaining[path] === 0 ? 0 : kernel.open(buffer, Math.min(this.batchSize, remaining[path]!)),
    );
    lanes.advance(limits);
    lanes.paths.forEach(({ kernel, buffer }, path) => {
      if (limits[path] === 0) return;
      remaining[path]! -= buffer.length;
      take(path, kernel.close(buffer));
    });
    return remaining.reduce((sum, steps) => sum + steps, 0);
  }

  /** Called once nobody reads the batches any more. */
  end(): void {
    this.lanes.end();
  }
}
