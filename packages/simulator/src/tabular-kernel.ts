import type { Random, StepBatch, WordBlock } from '@pomdp-gym/contracts';
import { type ModelSampler, observationCount } from '@pomdp-gym/models';
import { drawStartNode } from '@pomdp-gym/numerics';
import type { BatchBuffer } from './batch-buffer.js';
import { KernelRun } from './kernel-run.js';
import { MoveTable } from './move-table.js';
import type { Moves } from './moves.js';
import type { Path } from './path.js';
import { runJoint } from './run-joint.js';
import { runStaged } from './run-staged.js';

/** A stream whose words are drawn ahead in blocks. */
export type BlockRandom = Random & { readonly block: WordBlock };

export function drawsAhead(random: Random): random is BlockRandom {
  return random.block !== undefined;
}

/**
 * A path of a finite model under a finite-state controller over its observations (of one node, for a policy without
 * memory), with no calls in the loop. It takes the same random numbers in the same order as `GenericPath` over
 * the model's environment: the same path, to the bit. The policy's law is read for every batch, so θ may change
 * between batches.
 * The loop runs in stretches, as far as the words of the blocks last.
 */
export class TabularKernel implements Path {
  private run: KernelRun | undefined;
  /** What the table of the policy was made from. */
  private read: Moves | undefined;
  private begun = false;
  private episodeSteps = 0;

  constructor(
    private readonly sampler: ModelSampler,
    private readonly moves: () => Moves,
    private readonly environmentRandom: BlockRandom,
    private readonly policyRandom: BlockRandom,
    private readonly episodeLimit: number,
  ) {}

  fill(buffer: BatchBuffer, limit: number): StepBatch {
    const run = this.readPolicy();
    if (!this.begun) this.begin(run);
    const steps = Math.min(limit, this.episodeLimit - this.episodeSteps);
    buffer.length = 0;
    run.ended = false;
    while (buffer.length < steps && !run.ended) this.stretch(run, buffer, steps);
    buffer.next = run.observation;
    this.episodeSteps += buffer.length;
    buffer.ending = run.ended ? 'terminated' : this.episodeSteps === this.episodeLimit ? 'truncated' : 'none';
    this.begun = buffer.ending === 'none';
    return buffer;
  }

  private begin(run: KernelRun): void {
    this.episodeSteps = 0;
    run.state = this.sampler.drawStart(this.environmentRandom);
    run.observation = this.sampler.drawInitialObservation(run.state, this.environmentRandom);
    run.node = drawStartNode(run.policy.start, this.policyRandom);
    this.begun = true;
  }

  private stretch(run: KernelRun, buffer: BatchBuffer, limit: number): void {
    const { model, outcomes } = this.sampler;
    const policyEnd = Math.min(limit, buffer.length + wordsLeft(run.policyWords));
    if (outcomes.kind === 'staged') return runStaged(run, buffer, outcomes, model, policyEnd);
    const end = Math.min(policyEnd, buffer.length + wordsLeft(run.environmentWords));
    runJoint(run, buffer, outcomes, model.actions, end);
  }

  private readPolicy(): KernelRun {
    const moves = this.moves();
    if (this.run && moves === this.read) return this.run;
    const { observations, actions } = moves;
    const { model } = this.sampler;
    if (observations !== observationCount(model) || actions !== model.actions) {
      throw new RangeError(
        `The policy is over ${observations} observations and ${actions} actions, ` +
          `the environment has ${observationCount(model)} and ${model.actions}.`,
      );
    }
    if (this.run) this.run.policy.set(moves);
    this.run ??= new KernelRun(new MoveTable(moves), this.policyRandom.block, this.environmentRandom.block);
    this.read = moves;
    return this.run;
  }
}

/** How many words a block has left, once it has been filled where it had none. */
function wordsLeft(block: WordBlock): number {
  if (block.position === block.words.length) block.refill();
  return block.words.length - block.position;
}
