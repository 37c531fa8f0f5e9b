import { expect } from 'chai';
import type { QueueStatus } from './cell-queue.js';
import { queuePace } from './queue-pace.js';

describe('queuePace', () => {
  const statusOf = (recent: QueueStatus['recent'], weightLeft: number): QueueStatus => ({
    entries: { waiting: 1, leased: 0, done: 1, failed: 0, lost: 0 },
    confirmations: { planned: 0, confirmed: 0 },
    ...{ incidents: 0, workers: 1, weightLeft, recent },
  });

  it('divides what was done by its time, by cells and by weights', () => {
    const pace = queuePace(statusOf({ cells: 2, weight: 10, seconds: 80 }, 40));
    expect(pace).to.deep.equal({ cellsPerSecond: 0.025, secondsToGo: 320 });
  });

  it('has nothing to go where nothing is left, and no pace before the first result', () => {
    expect(queuePace(statusOf({ cells: 0, weight: 0, seconds: 0 }, 40))).to.deep.equal({
      ...{ cellsPerSecond: null, secondsToGo: null },
    });
    expect(queuePace(statusOf({ cells: 1, weight: 1, seconds: 2 }, 0)).secondsToGo).to.equal(0);
  });
});
