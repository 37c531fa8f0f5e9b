import type { WordBlock } from '@pomdp-gym/contracts';
import type { ModelSampler } from '@pomdp-gym/models';
import type { BatchBuffer } from './batch-buffer.js';
import type { KernelRun } from './kernel-run.js';
import { runJoint } from './run-joint.js';
import { runStaged } from './run-staged.js';
import type { StepLoop } from './step-loop.js';

/** Steps in TypeScript, in stretches, as far as the words of the blocks last. */
export class TypeScriptLoop implements StepLoop {
  constructor(private readonly sampler: ModelSampler) {}

  advance(run: KernelRun, buffer: BatchBuffer, limit: number): void {
    while (buffer.length < limit && !run.ended) this.stretch(run, buffer, limit);
  }

  private stretch(run: KernelRun, buffer: BatchBuffer, limit: number): void {
    const { model, outcomes } = this.sampler;
    const policyEnd = Math.min(limit, buffer.length + wordsLeft(run.policyWords));
    if (outcomes.kind === 'staged') return runStaged(run, buffer, outcomes, model, policyEnd);
    const end = Math.min(policyEnd, buffer.length + wordsLeft(run.environmentWords));
    runJoint(run, buffer, outcomes, model.actions, end);
  }
}

/** How many words a block has left, once it has been filled where it had none. */
function wordsLeft(block: WordBlock): number {
  if (block.position === block.words.length) block.refill();
  return block.words.length - block.position;
}
