import type { CellQueue, LeasedCell } from '../executors/cell-queue.js';
import { type RunCheckpoint, runCheckpoint } from '../executors/run-checkpoint.js';
import { readJson, writeJson } from '../saved/json-text.js';

/** The checkpoints of the runs that a worker has of a study, in its queue. */
export class QueueCheckpoints {
  /** The entries whose checkpoint is on its way. */
  private readonly busy = new Set<string>();

  constructor(private readonly queue: CellQueue) {}

  /**
   * Where the attempt before this one stood. Undefined where it kept nothing, and where this version cannot read what it kept: the run
   * begins anew then.
   */
  async before({ cell, copy }: LeasedCell): Promise<RunCheckpoint | undefined> {
    const text = await this.queue.checkpointOf({ cell, copy });
    return text === undefined ? undefined : checkpointIn(text);
  }

  /** Keeps where an attempt stands, unless the checkpoint before is on its way still. One that does not come through is left out: the next may. */
  keep({ cell, copy, attempt }: LeasedCell, checkpoint: RunCheckpoint): void {
    const key = `${cell} ${copy}`;
    if (this.busy.has(key)) return;
    this.busy.add(key);
    void this.queue
      .keepCheckpoint({ cell, copy, attempt }, writeJson(checkpoint))
      .catch(() => undefined)
      .finally(() => this.busy.delete(key));
  }
}

function checkpointIn(text: string): RunCheckpoint | undefined {
  try {
    return runCheckpoint.safeParse(readJson(text, 'the checkpoint').value).data;
  } catch {
    return undefined;
  }
}
