import type { RunEvent, StepBatch } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { EpisodeLog } from './episode-log.js';

describe('EpisodeLog', () => {
  it('reports length and rewards of each episode that ends, and drops one that a new path cuts', () => {
    const events: RunEvent[] = [];
    const log = new EpisodeLog((event) => events.push(event));
    const batch = (rewards: readonly number[], ending: StepBatch['ending']): StepBatch => ({
      length: rewards.length,
      observations: { width: 0, values: new Int32Array(rewards.length) },
      actions: { width: 0, values: new Int32Array(rewards.length) },
      rewards: Float64Array.from([...rewards, 99]), // longer than the batch
      ending,
    });
    log.take(batch([1, 2], 'none'));
    log.take(batch([4], 'terminated'));
    log.take(batch([8], 'none'));
    log.beginPath();
    log.take(batch([16, 32], 'truncated'));
    expect(events).to.deep.equal([
      { kind: 'episode', steps: 3, length: 3, reward: 7 },
      { kind: 'episode', steps: 6, length: 2, reward: 48 },
    ]);
  });
});
