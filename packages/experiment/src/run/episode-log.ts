import type { RunEvent, StepBatch } from '@pomdp-gym/contracts';

/** Reports each episode that ends while an agent learns. */
export class EpisodeLog {
  private steps = 0;
  private length = 0;
  private reward = 0;

  constructor(private readonly emit: (event: RunEvent) => void) {}

  /** A path begins: the episode under way was cut, and is not reported. */
  beginPath(): void {
    [this.length, this.reward] = [0, 0];
  }

  take({ length, rewards, ending }: StepBatch): void {
    this.steps += length;
    this.length += length;
    for (let i = 0; i < length; i++) this.reward += rewards[i]!;
    if (ending === 'none') return;
    this.emit({ kind: 'episode', steps: this.steps, length: this.length, reward: this.reward });
    this.beginPath();
  }
}
