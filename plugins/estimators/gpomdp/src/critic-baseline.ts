import { type Critic, InputError, type StepBatch } from '@pomdp-gym/contracts';
import type { Baseline } from './baseline.js';

/**
 * The values of a critic as a baseline. A critic that learns does so after each batch that it has valued, and keeps what it
 * has learnt from path to path; its estimates then depend on how the path is cut into batches.
 */
export class CriticBaseline implements Baseline {
  private buffer = new Float64Array(0);

  constructor(
    private readonly critic: Critic,
    private readonly learns: boolean,
  ) {}

  reset(): void {
    return; // The critic is the agent's: what it learnt on earlier paths makes no bias.
  }

  stretch(length: number): number {
    return length;
  }

  values(batch: StepBatch): Float64Array {
    if (this.buffer.length <= batch.length) this.buffer = new Float64Array(batch.length + 1);
    this.critic.values(batch, this.buffer);
    return this.buffer;
  }

  learn(batch: StepBatch): void {
    if (this.learns) this.critic.update(batch);
  }

  save(): unknown {
    return this.critic.save?.();
  }

  restore(saved: unknown): void {
    if (!this.critic.restore) throw new InputError('This critic cannot go on from what was saved.');
    this.critic.restore(saved);
  }
}
