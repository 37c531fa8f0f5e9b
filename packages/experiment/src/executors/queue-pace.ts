import type { QueueStatus } from './cell-queue.js';

/** How fast a queue is. */
export interface QueuePace {
  /** Cells a second, since the first run of the latest results began; null where there is no result. */
  readonly cellsPerSecond: number | null;
  /** Seconds until all is done at that pace; null where it is not known. */
  readonly secondsToGo: number | null;
}

/** The pace of a queue, by the weights of what was done and what is left. */
export function queuePace({ recent, weightLeft }: QueueStatus): QueuePace {
  if (weightLeft === 0) return { cellsPerSecond: perSecond(recent.cells, recent.seconds), secondsToGo: 0 };
  const weights = perSecond(recent.weight, recent.seconds);
  return {
    cellsPerSecond: perSecond(recent.cells, recent.seconds),
    secondsToGo: weights === null ? null : weightLeft / weights,
  };
}

function perSecond(amount: number, seconds: number): number | null {
  return amount > 0 && seconds > 0 ? amount / seconds : null;
}
