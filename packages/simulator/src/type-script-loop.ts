import type { WordBlock } from '@pomdp-gym/contracts';
import type { ModelSampler } from '@pomdp-gym/models';
import { XoshiroBlock } from '@pomdp-gym/numerics';
import type { BatchBuffer } from './batch-buffer.js';
import type { KernelRun } from './kernel-run.js';
import { runJoint } from './run-joint.js';
import { runLong } from './run-long.js';
import { runStaged } from './run-staged.js';
import type { StepLoop } from './step-loop.js';

/** Steps from which on it pays to carry the states of generators over into the loop. */
const MANY_STEPS = 256;
/**
 * Steps of the first call of a loop. V8 optimizes a loop that runs long in its first call before it has seen what follows it, and then
 * gives that code up at each end, again and again: measured, 23 ns a step in place of 13.
 */
const FIRST_STEPS = 64;

/** Steps in TypeScript: many at once where no episode ends, else in stretches, as far as the words of the blocks last. */
export class TypeScriptLoop implements StepLoop {
  private hasBegun = false;

  constructor(private readonly sampler: ModelSampler) {}

  advance(run: KernelRun, buffer: BatchBuffer, limit: number): void {
    const { policyWords, environmentWords } = run;
    const { model, outcomes } = this.sampler;
    const isLong = outcomes.kind === 'joint' && !model.terminal && limit - buffer.length >= MANY_STEPS;
    if (isLong && policyWords instanceof XoshiroBlock && environmentWords instanceof XoshiroBlock) {
      const streams = { policyWords, environmentWords };
      if (!this.hasBegun) runLong(run, buffer, outcomes, model.actions, buffer.length + FIRST_STEPS, streams);
      this.hasBegun = true;
      return runLong(run, buffer, outcomes, model.actions, limit, streams);
    }
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
