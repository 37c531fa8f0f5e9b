import type { Random, StepBatch, WordBlock } from '@pomdp-gym/contracts';
import type { ModelSampler } from '@pomdp-gym/models';
import { drawStartNode } from '@pomdp-gym/numerics';
import type { BatchBuffer } from './batch-buffer.js';
import { KernelRun } from './kernel-run.js';
import type { MoveReader } from './move-reader.js';
import type { Path } from './path.js';
import type { StepLoop } from './step-loop.js';
import { KERNEL_STEPS_A_TURN } from './steps-a-turn.js';

/** A stream whose words are drawn ahead in blocks. */
export type BlockRandom = Random & { readonly block: WordBlock };

export function drawsAhead(random: Random): random is BlockRandom {
  return random.block !== undefined;
}

/** What the kernel makes a path from. */
export interface KernelTask {
  readonly sampler: ModelSampler;
  readonly moves: MoveReader;
  readonly environmentRandom: BlockRandom;
  readonly policyRandom: BlockRandom;
  /** Steps after which an episode is cut off. */
  readonly episodeLimit: number;
}

/**
 * A path of a finite model under a finite-state controller over its observations (of one node, for a policy without
 * memory), with no calls in the loop. It takes the same random numbers in the same order as `GenericPath` over
 * the model's environment: the same path, to the bit. The policy's law is read for every batch, so θ may change
 * between batches.
 */
export class TabularKernel implements Path {
  readonly stepsATurn = KERNEL_STEPS_A_TURN;
  readonly run: KernelRun;
  private begun = false;
  private episodeSteps = 0;

  constructor(
    private readonly task: KernelTask,
    private readonly loop: StepLoop,
  ) {
    const { moves, policyRandom, environmentRandom } = task;
    this.run = new KernelRun(moves.table, policyRandom.block, environmentRandom.block);
  }

  fill(buffer: BatchBuffer, limit: number): StepBatch {
    this.task.moves.update();
    const steps = this.open(buffer, limit);
    this.loop.advance(this.run, buffer, steps);
    return this.close(buffer);
  }

  /** Begins an episode where one is due; returns how many of `limit` steps the buffer may take. */
  open(buffer: BatchBuffer, limit: number): number {
    if (!this.begun) this.begin();
    buffer.length = 0;
    this.run.ended = false;
    return Math.min(limit, this.task.episodeLimit - this.episodeSteps);
  }

  /** Completes a buffer that has its steps. */
  close(buffer: BatchBuffer): StepBatch {
    const { run, task } = this;
    buffer.next = run.observation;
    this.episodeSteps += buffer.length;
    buffer.ending = run.ended ? 'terminated' : this.episodeSteps === task.episodeLimit ? 'truncated' : 'none';
    this.begun = buffer.ending === 'none';
    return buffer;
  }

  end(): void {
    this.task.moves.end();
  }

  private begin(): void {
    const { run } = this;
    const { sampler, environmentRandom, policyRandom } = this.task;
    this.episodeSteps = 0;
    run.state = sampler.drawStart(environmentRandom);
    run.observation = sampler.drawInitialObservation(run.state, environmentRandom);
    run.node = drawStartNode(run.policy.start, policyRandom);
    this.begun = true;
  }
}
