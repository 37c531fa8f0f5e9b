import type { CellQueue, LeasedCell } from '../executors/cell-queue.js';
import type { Clock } from '../executors/executor.js';
import { type RunCheckpoint, runCheckpoint } from '../executors/run-checkpoint.js';
import { readJson, writeJson } from '../saved/json-text.js';

/** Characters a second that the checkpoints of a run may take: those of large policies are kept less often. */
const RATE = 100_000;

/** The checkpoints of the runs that a worker has of a study, in its queue. */
export class QueueCheckpoints {
  /** The entries whose checkpoint is on its way. */
  private readonly busy = new Set<string>();
  /** When the next checkpoint of an entry is due, for those that have one. */
  private readonly due = new Map<string, number>();

  constructor(
    private readonly queue: CellQueue,
    private readonly clock: Clock,
  ) {}

  /**
   * Where the attempt before this one stood. Undefined where it kept nothing, and where this version cannot read what it kept: the run
   * begins anew then.
   */
  async before({ cell, copy }: LeasedCell): Promise<RunCheckpoint | undefined> {
    const text = await this.queue.checkpointOf({ cell, copy });
    return text === undefined ? undefined : checkpointIn(text);
  }

  /**
   * Keeps where an attempt stands, unless the one before is on its way still, or came too short a time ago. One that does not come through is
   * left out: the next may.
   */
  keep(leased: LeasedCell, checkpoint: RunCheckpoint): void {
    const { cell, copy, attempt } = leased;
    const key = `${cell} ${copy}`;
    const now = this.clock();
    if (this.busy.has(key) || now < (this.due.get(key) ?? now)) return;
    const text = writeJson(checkpoint);
    this.busy.add(key);
    this.due.set(key, now + text.length / RATE);
    void this.queue
      .keepCheckpoint({ cell, copy, attempt }, text)
      .catch(() => undefined)
      .finally(() => this.busy.delete(key));
  }

  /** Forgets an attempt that has ended. */
  end({ cell, copy }: LeasedCell): void {
    this.due.delete(`${cell} ${copy}`);
  }
}

function checkpointIn(text: string): RunCheckpoint | undefined {
  try {
    return runCheckpoint.safeParse(readJson(text, 'the checkpoint').value).data;
  } catch {
    return undefined;
  }
}
