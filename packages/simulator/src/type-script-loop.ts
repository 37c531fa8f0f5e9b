import type { WordBlock } from '@pomdp-gym/contracts';
import type { JointOutcomes, ModelSampler } from '@pomdp-gym/models';
import { XoshiroBlock } from '@pomdp-gym/numerics';
import type { BatchBuffer } from './batch-buffer.js';
import type { KernelRun } from './kernel-run.js';
import { runJoint } from './run-joint.js';
import { runJointDrawing } from './run-joint-drawing.js';
import { runStaged } from './run-staged.js';
import type { StepLoop } from './step-loop.js';

/**
 * Steps of a call of the loop with generators, and from which on it is worth taking their states over. In one long call V8 replaces the loop
 * while it runs, by code that takes half as long again; short calls are optimized as a whole.
 */
const STRETCH = 256;
/** Words of the state of a generator. */
const STATE = 4;

/** Steps in TypeScript: with generators in the loop where many follow one another, else from blocks of words, as far as these last. */
export class TypeScriptLoop implements StepLoop {
  private readonly states = new Int32Array(2 * STATE);

  constructor(private readonly sampler: ModelSampler) {}

  advance(run: KernelRun, buffer: BatchBuffer, limit: number): void {
    const { policyWords, environmentWords } = run;
    const { model, outcomes } = this.sampler;
    const isLong = model.terminal === undefined && limit - buffer.length >= STRETCH;
    const areXoshiro = policyWords instanceof XoshiroBlock && environmentWords instanceof XoshiroBlock;
    if (isLong && areXoshiro && outcomes.kind === 'joint')
      return this.draw(run, buffer, limit, outcomes, [policyWords, environmentWords]);
    while (buffer.length < limit && !run.ended) this.stretch(run, buffer, limit);
  }

  private draw(
    run: KernelRun,
    buffer: BatchBuffer,
    limit: number,
    outcomes: JointOutcomes,
    streams: readonly XoshiroBlock[],
  ): void {
    const { states } = this;
    const { actions } = this.sampler.model;
    streams.forEach((words, i) => words.writeState(states, STATE * i, 1));
    while (buffer.length < limit)
      runJointDrawing(run, buffer, outcomes, actions, Math.min(limit, buffer.length + STRETCH), states);
    streams.forEach((words, i) => words.readState(states, STATE * i, 1));
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
